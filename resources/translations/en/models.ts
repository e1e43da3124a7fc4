<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>AboutSection</name>
  <message>
   <source>给宋画写说明、微调 Chinese-CLIP、用自己的话找画。全在这台电脑上，MIT 许可。</source>
   <translation>Caption Song paintings, finetune Chinese-CLIP, search in your own words. All on this computer. MIT licence.</translation>
  </message>
  <message>
   <source>这批藏品</source>
   <translation>This collection</translation>
  </message>
  <message>
   <source>设置与模型</source>
   <translation>Settings and models</translation>
  </message>
  <message>
   <source>日志</source>
   <translation>Log</translation>
  </message>
 </context>
 <context>
  <name>KeysSection</name>
  <message>
   <source>快捷键</source>
   <translation>Keys</translation>
  </message>
  <message>
   <source>到各页</source>
   <translation>to the pages</translation>
  </message>
  <message>
   <source>活动</source>
   <translation>activity</translation>
  </message>
  <message>
   <source>模型与设置</source>
   <translation>models and settings</translation>
  </message>
  <message>
   <source>新建、打开藏品</source>
   <translation>new, open collection</translation>
  </message>
  <message>
   <source>找画</source>
   <translation>find paintings</translation>
  </message>
  <message>
   <source>看大图</source>
   <translation>large view</translation>
  </message>
  <message>
   <source>大图：适合窗口、放大、缩小</source>
   <translation>large view: fit, zoom in, zoom out</translation>
  </message>
  <message>
   <source>审校与典籍：下一件、上一件</source>
   <translation>review and texts: next, previous</translation>
  </message>
  <message>
   <source>审校：白话、拟古、关键词</source>
   <translation>review: modern, classical, tags</translation>
  </message>
  <message>
   <source>审校：通过、修改、退回、撤销、对照原稿</source>
   <translation>review: approve, edit, reject, undo, changes</translation>
  </message>
  <message>
   <source>修改时通过；入藏；开始训练</source>
   <translation>approve while editing; import; start training</translation>
  </message>
  <message>
   <source>离开大图、修改或活动；清除检索</source>
   <translation>leave large view, editor or activity; clear the search</translation>
  </message>
  <message>
   <source>大图：旋转、镜像、两幅联动</source>
   <translation>large view: turn, mirror, link two pictures</translation>
  </message>
  <message>
   <source>手卷：往左展、往右退</source>
   <translation>handscroll: on to the left, back to the right</translation>
  </message>
 </context>
 <context>
  <name>LookSection</name>
  <message>
   <source>外观与语言</source>
   <translation>Look and language</translation>
  </message>
  <message>
   <source>改了立即生效</source>
   <translation>takes effect at once</translation>
  </message>
  <message>
   <source>随系统</source>
   <translation>System</translation>
  </message>
  <message>
   <source>浅色</source>
   <translation>Light</translation>
  </message>
  <message>
   <source>深色</source>
   <translation>Dark</translation>
  </message>
  <message>
   <source>离线</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>语言</source>
   <translation>Language</translation>
  </message>
  <message>
   <source>外观</source>
   <translation>Theme</translation>
  </message>
  <message>
   <source>文字大小</source>
   <translation>Text size</translation>
  </message>
  <message>
   <source>你的名字</source>
   <translation>Your name</translation>
  </message>
  <message>
   <source>审校与启用都用它署名</source>
   <translation>signs reviews and adoptions</translation>
  </message>
  <message>
   <source>网络</source>
   <translation>Network</translation>
  </message>
  <message>
   <source>勾上之后，除了这台电脑自己，什么地方也不连接</source>
   <translation>When ticked, nothing but this computer itself is reached</translation>
  </message>
 </context>
 <context>
  <name>ModelsPage</name>
  <message>
   <source>模型与设置</source>
   <translation>Models and settings</translation>
  </message>
  <message>
   <source>模型</source>
   <translation>Models</translation>
  </message>
  <message>
   <source>外观与语言</source>
   <translation>Look and language</translation>
  </message>
  <message>
   <source>这台电脑</source>
   <translation>This computer</translation>
  </message>
  <message>
   <source>快捷键</source>
   <translation>Keys</translation>
  </message>
  <message>
   <source>关于</source>
   <translation>About</translation>
  </message>
  <message>
   <source>保管</source>
   <translation>Safekeeping</translation>
  </message>
 </context>
 <context>
  <name>ModelsSection</name>
  <message>
   <source>从文件添加模型…</source>
   <translation>Add model from file…</translation>
  </message>
  <message>
   <source>底本模型</source>
   <translation>Base models</translation>
  </message>
  <message>
   <source>看图与读文的底子，训练不改动它</source>
   <translation>what looks and reads; training leaves it as it is</translation>
  </message>
  <message>
   <source>Chinese-CLIP 的检查点（.pt）由你自己取得，从文件添加；添加之后不再需要网络。</source>
   <translation>Get a Chinese-CLIP checkpoint (.pt) yourself and add it from the file; no network is needed after that.</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>Finetuned</translation>
  </message>
  <message>
   <source>每一次都留着，随时换回</source>
   <translation>every run is kept; switch back at any time</translation>
  </message>
  <message>
   <source>还没有训练过</source>
   <translation>nothing trained yet</translation>
  </message>
  <message>
   <source>随附的演示模型，无网时也能试，不作正式检索</source>
   <translation>the bundled synthetic demo model, for trying things out</translation>
  </message>
  <message>
   <source>通用，多数馆藏合用</source>
   <translation>balanced, fits most collections</translation>
  </message>
  <message>
   <source>更细，需 8 GB 显存</source>
   <translation>finer, needs 8 GB of GPU memory</translation>
  </message>
  <message>
   <source>最细，需 12 GB 显存</source>
   <translation>finest, needs 12 GB of GPU memory</translation>
  </message>
  <message>
   <source>最大，需 24 GB 显存</source>
   <translation>largest, needs 24 GB of GPU memory</translation>
  </message>
  <message>
   <source>最快，不能微调</source>
   <translation>fastest, cannot be finetuned</translation>
  </message>
  <message>
   <source>随附小模型</source>
   <translation>Bundled demo model</translation>
  </message>
  <message>
   <source>改用</source>
   <translation>Use</translation>
  </message>
  <message>
   <source>改用 {0}</source>
   <translation>Use {0}</translation>
  </message>
  <message>
   <source>没有打开可以写的藏品</source>
   <translation>No writable collection is open</translation>
  </message>
  <message>
   <source>{0} 维</source>
   <translation>{0} dims</translation>
  </message>
  <message>
   <source>使用中</source>
   <translation>in use</translation>
  </message>
  <message>
   <source>已备好</source>
   <translation>ready</translation>
  </message>
  <message>
   <source>未安装</source>
   <translation>not installed</translation>
  </message>
  <message>
   <source>明显更准</source>
   <translation>clearly better</translation>
  </message>
  <message>
   <source>反而变差</source>
   <translation>worse</translation>
  </message>
  <message>
   <source>还看不出差别</source>
   <translation>no difference shown</translation>
  </message>
  <message>
   <source>没有做完</source>
   <translation>not finished</translation>
  </message>
  <message>
   <source>停在半途</source>
   <translation>stopped</translation>
  </message>
  <message>
   <source>{0}，底本 {1}，{2}</source>
   <translation>{0}, base {1}, {2}</translation>
  </message>
  <message>
   <source>启用</source>
   <translation>Adopt</translation>
  </message>
  <message>
   <source>删去</source>
   <translation>Delete</translation>
  </message>
  <message>
   <source>启用 {0}</source>
   <translation>Adopt {0}</translation>
  </message>
  <message>
   <source>删去 {0}</source>
   <translation>Delete {0}</translation>
  </message>
  <message>
   <source>删去这次微调？</source>
   <translation>Delete this run?</translation>
  </message>
  <message>
   <source>适配器与它的索引会从这台电脑移去。</source>
   <translation>Its adapter and index will be removed from this computer.</translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>从文件添加模型</source>
   <translation>Add model from file</translation>
  </message>
  <message>
   <source>添加模型</source>
   <translation>Adding a model</translation>
  </message>
  <message>
   <source>已添加 {0}</source>
   <translation>Added {0}</translation>
  </message>
 </context>
 <context>
  <name>SafekeepingSection</name>
  <message>
   <source>保管</source>
   <translation>Safekeeping</translation>
  </message>
  <message>
   <source>备份、检查、回收站</source>
   <translation>Backups, check, trash</translation>
  </message>
  <message>
   <source>立即备份</source>
   <translation>Back up now</translation>
  </message>
  <message>
   <source>检查</source>
   <translation>Check</translation>
  </message>
  <message>
   <source>检查一遍</source>
   <translation>Check now</translation>
  </message>
  <message>
   <source>修复能修复的</source>
   <translation>Mend what can be mended</translation>
  </message>
  <message>
   <source>回收站</source>
   <translation>Trash</translation>
  </message>
  <message>
   <source>逐件核对原图、记录和训练；大的藏品要几分钟。</source>
   <translation>Looks at every original, the records and the runs; a large collection takes minutes.</translation>
  </message>
  <message>
   <source>还没有打开藏品</source>
   <translation>No collection is open</translation>
  </message>
  <message>
   <source>正在备份</source>
   <translation>Backing up</translation>
  </message>
  <message>
   <source>备份</source>
   <translation>Back up</translation>
  </message>
  <message>
   <source>已备份，{0}</source>
   <translation>Backed up, {0}</translation>
  </message>
  <message>
   <source>还没有备份。升级前会自动备份；原图和训练不在备份里，请另行保存整个文件夹。</source>
   <translation>No backup yet. One is made before each upgrade; originals and runs are not in it, so keep a copy of the whole folder elsewhere.</translation>
  </message>
  <message>
   <source>手动备份</source>
   <translation>asked for</translation>
  </message>
  <message>
   <source>升级前</source>
   <translation>before an upgrade</translation>
  </message>
  <message>
   <source>换回备份前的记录</source>
   <translation>what a backup replaced</translation>
  </message>
  <message>
   <source>换回这份</source>
   <translation>Put back</translation>
  </message>
  <message>
   <source>换回 {0} 的备份</source>
   <translation>Put back the backup of {0}</translation>
  </message>
  <message>
   <source>换回 {0} 的备份？</source>
   <translation>Put back the backup of {0}?</translation>
  </message>
  <message>
   <source>此后的审校和修改不会显示；现在的记录会另存为一份备份，随时可以再换回来。</source>
   <translation>Reviews and edits made since then will not show; the present records are kept as a backup themselves and can be put back at any time.</translation>
  </message>
  <message>
   <source>保留现在的</source>
   <translation>Keep the present ones</translation>
  </message>
  <message>
   <source>换回备份</source>
   <translation>Put back</translation>
  </message>
  <message>
   <source>正在检查</source>
   <translation>Checking</translation>
  </message>
  <message>
   <source>检查藏品</source>
   <translation>Check the collection</translation>
  </message>
  <message numerus="yes">
   <source>%n 处丢失或损坏</source>
   <translation>
    <numerusform>%n thing is lost or damaged</numerusform>
    <numerusform>%n things are lost or damaged</numerusform>
   </translation>
  </message>
  <message>
   <source>藏品完好</source>
   <translation>All is well</translation>
  </message>
  <message numerus="yes">
   <source>另有 %n 项</source>
   <translation>
    <numerusform>and %n more</numerusform>
    <numerusform>and %n more</numerusform>
   </translation>
  </message>
  <message>
   <source>回收站是空的。</source>
   <translation>The trash is empty.</translation>
  </message>
  <message numerus="yes">
   <source>另有 %n 件</source>
   <translation>
    <numerusform>and %n more work</numerusform>
    <numerusform>and %n more works</numerusform>
   </translation>
  </message>
  <message>
   <source>放回</source>
   <translation>Put back</translation>
  </message>
  <message>
   <source>放回《{0}》</source>
   <translation>Put back {0}</translation>
  </message>
  <message numerus="yes">
   <source>%n 条说明</source>
   <translation>
    <numerusform>%n caption</numerusform>
    <numerusform>%n captions</numerusform>
   </translation>
  </message>
 </context>
</TS>
