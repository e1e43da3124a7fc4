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
   <source>活动</source>
   <translation>Activity</translation>
  </message>
  <message>
   <source>模型与设置</source>
   <translation>Models and settings</translation>
  </message>
  <message>
   <source>新建、打开藏品</source>
   <translation>New collection, open collection</translation>
  </message>
  <message>
   <source>找画</source>
   <translation>Find paintings</translation>
  </message>
  <message>
   <source>看大图</source>
   <translation>Large view</translation>
  </message>
  <message>
   <source>修改文字时字母就是文字</source>
   <translation>While text is edited, letters are text</translation>
  </message>
  <message>
   <source>按键或用途，例如 J 或 通过</source>
   <translation>A key or what it does: J, or approve</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>没有这样的快捷键。</source>
   <translation>There is no such key.</translation>
  </message>
  <message>
   <source>到处</source>
   <translation>Everywhere</translation>
  </message>
  <message>
   <source>藏品</source>
   <translation>Collection</translation>
  </message>
  <message>
   <source>大图</source>
   <translation>Large view</translation>
  </message>
  <message>
   <source>入藏、撰稿、训练</source>
   <translation>Import, Draft, Finetune</translation>
  </message>
  <message>
   <source>典籍</source>
   <translation>Texts</translation>
  </message>
  <message>
   <source>审校</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>评测</source>
   <translation>Evaluate</translation>
  </message>
  <message>
   <source>检索对比</source>
   <translation>Compare</translation>
  </message>
  <message>
   <source>图谱</source>
   <translation>Map</translation>
  </message>
  <message>
   <source>到左边第一至第九页</source>
   <translation>The first to ninth page of the rail</translation>
  </message>
  <message>
   <source>到下一处、上一处</source>
   <translation>Next and previous control</translation>
  </message>
  <message>
   <source>按下所在的按钮</source>
   <translation>Press the button that has the focus</translation>
  </message>
  <message>
   <source>离开活动、抽屉或修改；清除所填</source>
   <translation>Leave activity, a sheet or editing; clear what was typed</translation>
  </message>
  <message>
   <source>退出</source>
   <translation>Quit</translation>
  </message>
  <message>
   <source>编辑这件的著录</source>
   <translation>Edit this record</translation>
  </message>
  <message>
   <source>这件的图像</source>
   <translation>The pictures of this work</translation>
  </message>
  <message>
   <source>放进回收站</source>
   <translation>Put in the trash</translation>
  </message>
  <message>
   <source>撤销上一步</source>
   <translation>Undo the last step</translation>
  </message>
  <message>
   <source>离开大图，再按清除检索</source>
   <translation>Leave the large view; again, clear the search</translation>
  </message>
  <message>
   <source>适合窗口</source>
   <translation>Fit to window</translation>
  </message>
  <message>
   <source>放大、缩小</source>
   <translation>Zoom in and out</translation>
  </message>
  <message>
   <source>旋转</source>
   <translation>Turn</translation>
  </message>
  <message>
   <source>镜像</source>
   <translation>Mirror</translation>
  </message>
  <message>
   <source>两幅联动</source>
   <translation>Link the two</translation>
  </message>
  <message>
   <source>手卷往左展</source>
   <translation>Handscroll: on to the left</translation>
  </message>
  <message>
   <source>手卷往右退</source>
   <translation>Handscroll: back to the right</translation>
  </message>
  <message>
   <source>入藏；开始训练</source>
   <translation>Import; begin finetuning</translation>
  </message>
  <message>
   <source>撰稿：暂停、继续</source>
   <translation>Draft: pause, resume</translation>
  </message>
  <message>
   <source>撰稿：只看没写成的</source>
   <translation>Draft: failed ones only</translation>
  </message>
  <message>
   <source>试写比较：选左、平、右</source>
   <translation>Trial: left, even, right</translation>
  </message>
  <message>
   <source>下一则、上一则</source>
   <translation>Next and previous passage</translation>
  </message>
  <message>
   <source>下一则未审的</source>
   <translation>Next passage to review</translation>
  </message>
  <message>
   <source>下一句、上一句</source>
   <translation>Next and previous sentence</translation>
  </message>
  <message>
   <source>通过、修改、退回注释</source>
   <translation>Approve, edit, reject the annotation</translation>
  </message>
  <message>
   <source>收回通过</source>
   <translation>Withdraw the approval</translation>
  </message>
  <message>
   <source>下一对、上一对图文</source>
   <translation>Next and previous pair</translation>
  </message>
  <message>
   <source>这一对相合、不相合</source>
   <translation>This pair fits, does not fit</translation>
  </message>
  <message>
   <source>修改时保存并通过</source>
   <translation>While editing: save and approve</translation>
  </message>
  <message>
   <source>通过，到下一条草稿</source>
   <translation>Approve, on to the next draft</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>退回</source>
   <translation>Reject</translation>
  </message>
  <message>
   <source>跳过，其余审完再回来</source>
   <translation>Skip; comes back when the others are reviewed</translation>
  </message>
  <message>
   <source>撤销上一步，上次打开时的也可以</source>
   <translation>Undo the last step, even from the last session</translation>
  </message>
  <message>
   <source>下一条未审的草稿</source>
   <translation>Next draft to review</translation>
  </message>
  <message>
   <source>下一幅、上一幅</source>
   <translation>Next and previous painting</translation>
  </message>
  <message>
   <source>白话、拟古、关键词</source>
   <translation>Modern, classical, tags</translation>
  </message>
  <message>
   <source>对照原稿</source>
   <translation>Compare with the draft</translation>
  </message>
  <message>
   <source>适合窗口、原大</source>
   <translation>Fit to window, actual size</translation>
  </message>
  <message>
   <source>这条说明的经过</source>
   <translation>History of this caption</translation>
  </message>
  <message>
   <source>批注</source>
   <translation>Comments</translation>
  </message>
  <message>
   <source>进度</source>
   <translation>Progress</translation>
  </message>
  <message>
   <source>成批通过</source>
   <translation>Approve in bulk</translation>
  </message>
  <message>
   <source>查找替换</source>
   <translation>Find and replace</translation>
  </message>
  <message>
   <source>审校的快捷键</source>
   <translation>Keys of the review page</translation>
  </message>
  <message>
   <source>修改时通过</source>
   <translation>While editing: approve</translation>
  </message>
  <message>
   <source>这一句到检索对比；这次训练的数字</source>
   <translation>Sentence: to Compare; run: its figures</translation>
  </message>
  <message>
   <source>给这次训练起名</source>
   <translation>Name this run</translation>
  </message>
  <message>
   <source>删去这次训练</source>
   <translation>Delete this run</translation>
  </message>
  <message>
   <source>到检索框</source>
   <translation>To the search field</translation>
  </message>
  <message>
   <source>下一件、上一件</source>
   <translation>Next and previous work</translation>
  </message>
  <message>
   <source>到左列、右列</source>
   <translation>Left and right column</translation>
  </message>
  <message>
   <source>热图</source>
   <translation>Heat map</translation>
  </message>
  <message>
   <source>判断：左边好、一样、右边好</source>
   <translation>Verdict: left is better, same, right is better</translation>
  </message>
  <message>
   <source>记下判断</source>
   <translation>Keep the verdict</translation>
  </message>
  <message>
   <source>盲评：选左、平、右</source>
   <translation>Blind trial: left, even, right</translation>
  </message>
  <message>
   <source>放大、缩小、全图</source>
   <translation>Zoom in, zoom out, whole map</translation>
  </message>
  <message>
   <source>到那个方向最近的一件</source>
   <translation>The nearest work in that direction</translation>
  </message>
  <message>
   <source>选中、取消这一件</source>
   <translation>Select or deselect this work</translation>
  </message>
  <message>
   <source>打开这一件</source>
   <translation>Open this work</translation>
  </message>
  <message>
   <source>取消选中</source>
   <translation>Clear the selection</translation>
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
   <translation>Takes effect at once</translation>
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
   <translation>Signs reviews and adoptions</translation>
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
  <message>
   <source>撰稿服务</source>
   <translation>Drafting services</translation>
  </message>
  <message>
   <source>网络</source>
   <translation>Network</translation>
  </message>
  <message>
   <source>存放</source>
   <translation>Storage</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>运算</source>
   <translation>Computing</translation>
  </message>
 </context>
 <context>
  <name>ModelsSection</name>
  <message>
   <source>底本模型</source>
   <translation>Base models</translation>
  </message>
  <message>
   <source>看图与读文的底子，训练不改动它</source>
   <translation>What looks and reads; finetuning leaves it as it is</translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>已添加 {0}</source>
   <translation>Added {0}</translation>
  </message>
  <message>
   <source>从文件添加…</source>
   <translation>Add from file…</translation>
  </message>
  <message>
   <source>模型、离线包或引擎的文件…</source>
   <translation>A file: model, offline kit or engine…</translation>
  </message>
  <message>
   <source>文件夹或 U 盘…</source>
   <translation>A folder or USB stick…</translation>
  </message>
  <message>
   <source>离线开关已打开：从文件或 U 盘添加。</source>
   <translation>The offline switch is on: add from a file or USB stick.</translation>
  </message>
  <message>
   <source>联网获取的来源：{0}。只在你按下时连接，可在「网络」里改。</source>
   <translation>Downloads come from {0}, and only when you press the button; change the source under Network.</translation>
  </message>
  <message>
   <source>认一认模型</source>
   <translation>Describe the models</translation>
  </message>
  <message>
   <source>添加 {0}</source>
   <translation>Add {0}</translation>
  </message>
  <message>
   <source>正在添加</source>
   <translation>Adding</translation>
  </message>
  <message>
   <source>取消获取 {0}？</source>
   <translation>Cancel the download of {0}?</translation>
  </message>
  <message>
   <source>已经下载的部分会丢弃。</source>
   <translation>What has been downloaded is discarded.</translation>
  </message>
  <message>
   <source>留着</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>丢弃</source>
   <translation>Discard</translation>
  </message>
  <message>
   <source>从这台电脑移去 {0}？</source>
   <translation>Remove {0} from this machine?</translation>
  </message>
  <message>
   <source>在它上面做的训练留着，但要等它装回来才能再用。</source>
   <translation>Runs made on it stay, but work again only when it is installed again.</translation>
  </message>
  <message>
   <source>移去</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>移去 {0}</source>
   <translation>Remove {0}</translation>
  </message>
  <message>
   <source>指纹已复制</source>
   <translation>Fingerprint copied</translation>
  </message>
  <message>
   <source>模型、离线包、引擎</source>
   <translation>Models, kits, engines</translation>
  </message>
  <message>
   <source>从文件添加</source>
   <translation>Add from file</translation>
  </message>
  <message>
   <source>文件夹或 U 盘</source>
   <translation>Folder or USB stick</translation>
  </message>
  <message>
   <source>引擎 {0}</source>
   <translation>engine {0}</translation>
  </message>
  <message>
   <source>无：都已经有了</source>
   <translation>nothing: all of it was here</translation>
  </message>
  <message>
   <source>{0} 装好了</source>
   <translation>{0} is installed</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
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
  <message>
   <source>清空回收站…</source>
   <translation>Empty the trash…</translation>
  </message>
  <message>
   <source>清空回收站？</source>
   <translation>Empty the trash?</translation>
  </message>
  <message numerus="yes">
   <source>%n 件作品连同说明与复制进来的原图不再能找回；馆里自存的原图不动。</source>
   <translation>
    <numerusform>%n work, with its captions and copied original, cannot be brought back. Originals that the museum keeps elsewhere are not touched.</numerusform>
    <numerusform>%n works, with their captions and copied originals, cannot be brought back. Originals that the museum keeps elsewhere are not touched.</numerusform>
   </translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>清空</source>
   <translation>Empty</translation>
  </message>
 </context>
 <context>
  <name>DeviceSection</name>
  <message>
   <source>运算</source>
   <translation>Computing</translation>
  </message>
  <message>
   <source>训练与建索引用什么算</source>
   <translation>What finetuning and indexing compute on</translation>
  </message>
  <message>
   <source>重新测量</source>
   <translation>Measure again</translation>
  </message>
  <message>
   <source>设备</source>
   <translation>Device</translation>
  </message>
  <message>
   <source>自动：有能用的显卡就用显卡；已经开始的工作不受影响</source>
   <translation>Automatic: the graphics card where one can be used; work that has begun goes on as it is</translation>
  </message>
  <message>
   <source>精度</source>
   <translation>Precision</translation>
  </message>
  <message>
   <source>自动：按设备与模型选最快而不失准的；同样的数据各精度结果略有出入</source>
   <translation>Automatic: the fastest that keeps its accuracy, by device and model; results differ slightly between precisions</translation>
  </message>
  <message>
   <source>这台电脑有</source>
   <translation>What this machine has</translation>
  </message>
  <message>
   <source>显卡</source>
   <translation>Graphics card</translation>
  </message>
  <message>
   <source>处理器</source>
   <translation>Processor</translation>
  </message>
  <message>
   <source>自动</source>
   <translation>Automatic</translation>
  </message>
  <message>
   <source>选定的显卡这次没有测到，用到模型的工作会停下。</source>
   <translation>The graphics card that is chosen was not found; work that needs a model will stop.</translation>
  </message>
  <message>
   <source>改回自动</source>
   <translation>Back to automatic</translation>
  </message>
  <message>
   <source>还没有测量过；测量要几秒，也会启动一次引擎。</source>
   <translation>Not measured yet. It takes some seconds and starts the engine once.</translation>
  </message>
  <message>
   <source>{name}，内存 {size}，{precisions}</source>
   <translation>{name}, memory {size}, {precisions}</translation>
  </message>
  <message>
   <source>{device}，{precision}，{speed} GFLOP/s</source>
   <translation>{device}, {precision}, {speed} GFLOP/s</translation>
  </message>
  <message>
   <source>实测</source>
   <translation>Measured</translation>
  </message>
  <message>
   <source>核心</source>
   <translation>Cores</translation>
  </message>
  <message>
   <source>正在测量</source>
   <translation>Measuring</translation>
  </message>
  <message>
   <source>测量这台电脑</source>
   <translation>Measure this machine</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
 </context>
 <context>
  <name>EnginePanel</name>
  <message>
   <source>引擎与离线包</source>
   <translation>Engine and offline kit</translation>
  </message>
  <message>
   <source>没有网络的电脑也能用</source>
   <translation>For machines without a network, too</translation>
  </message>
  <message>
   <source>写一个离线包…</source>
   <translation>Write an offline kit…</translation>
  </message>
  <message>
   <source>等进行中的工作做完</source>
   <translation>Wait until the work in progress is done</translation>
  </message>
  <message>
   <source>程序、引擎、装好的模型、字体与手册，放在 U 盘里带到别的电脑</source>
   <translation>Program, engine, installed models, fonts and manual, to carry to another machine on a USB stick</translation>
  </message>
  <message>
   <source>离线包</source>
   <translation>Offline kit</translation>
  </message>
  <message>
   <source>还没有安装；训练和较大的模型要用它，随附小模型的检索不要</source>
   <translation>Not installed. Finetuning and larger models need it; searching with the embedded model does not</translation>
  </message>
  <message>
   <source>随程序在一起</source>
   <translation>Comes with the program</translation>
  </message>
  <message>
   <source>移去…</source>
   <translation>Remove…</translation>
  </message>
  <message>
   <source>联网获取</source>
   <translation>Download</translation>
  </message>
  <message>
   <source>从文件安装…</source>
   <translation>Install from file…</translation>
  </message>
  <message>
   <source>移去引擎</source>
   <translation>Remove the engine</translation>
  </message>
  <message>
   <source>联网获取引擎</source>
   <translation>Download the engine</translation>
  </message>
  <message>
   <source>从文件安装引擎</source>
   <translation>Install the engine from a file</translation>
  </message>
  <message>
   <source>先在「网络」里写引擎的地址</source>
   <translation>Enter the engine's address under Network first</translation>
  </message>
  <message>
   <source>离线开关已打开</source>
   <translation>The offline switch is on</translation>
  </message>
  <message>
   <source>训练引擎</source>
   <translation>Finetuning engine</translation>
  </message>
  <message>
   <source>获取引擎</source>
   <translation>Download the engine</translation>
  </message>
  <message>
   <source>引擎 {0} 装好了</source>
   <translation>Engine {0} is installed</translation>
  </message>
  <message>
   <source>离线包里没有：</source>
   <translation>Not in the kit:</translation>
  </message>
  <message>
   <source>知道了</source>
   <translation>OK</translation>
  </message>
  <message>
   <source>离线包已写到 {0}，{1}</source>
   <translation>The kit is at {0}, {1}</translation>
  </message>
  <message>
   <source>写离线包</source>
   <translation>Write an offline kit</translation>
  </message>
  <message>
   <source>引擎</source>
   <translation>Engine</translation>
  </message>
  <message>
   <source>离线包写到哪里（例如 U 盘）</source>
   <translation>Where to write the kit (a USB stick, say)</translation>
  </message>
  <message>
   <source>移去训练引擎？</source>
   <translation>Remove the finetuning engine?</translation>
  </message>
  <message>
   <source>训练好的成果留着；装回来之前不能训练。</source>
   <translation>What was trained stays; nothing can be finetuned until it is installed again.</translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>移去</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>引擎已移去</source>
   <translation>The engine is removed</translation>
  </message>
 </context>
 <context>
  <name>ModelFetches</name>
  <message>
   <source>获取 {0}</source>
   <translation>Download {0}</translation>
  </message>
  <message>
   <source>丢弃 {0}</source>
   <translation>Discard {0}</translation>
  </message>
 </context>
 <context>
  <name>ModelRow</name>
  <message>
   <source>已下载 {0} / {1}</source>
   <translation>{0} of {1} downloaded</translation>
  </message>
  <message>
   <source>已下载，等引擎认出它</source>
   <translation>Downloaded; the engine has yet to read it</translation>
  </message>
  <message>
   <source>使用中</source>
   <translation>In use</translation>
  </message>
  <message>
   <source>已备好</source>
   <translation>Ready</translation>
  </message>
  <message>
   <source>未安装</source>
   <translation>Not installed</translation>
  </message>
  <message>
   <source>{0} 维</source>
   <translation>{0} dimensions</translation>
  </message>
  <message>
   <source>{0} 百万参数</source>
   <translation>{0} M parameters</translation>
  </message>
  <message>
   <source>指纹 {0}</source>
   <translation>Fingerprint {0}</translation>
  </message>
  <message>
   <source>按下即复制</source>
   <translation>Press to copy</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>取消获取 {0}</source>
   <translation>Cancel the download of {0}</translation>
  </message>
  <message>
   <source>暂停</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>暂停获取 {0}</source>
   <translation>Pause the download of {0}</translation>
  </message>
  <message>
   <source>继续</source>
   <translation>Resume</translation>
  </message>
  <message>
   <source>联网获取</source>
   <translation>Download</translation>
  </message>
  <message>
   <source>联网获取 {0}</source>
   <translation>Download {0}</translation>
  </message>
  <message>
   <source>离线开关已打开</source>
   <translation>The offline switch is on</translation>
  </message>
  <message>
   <source>丢弃</source>
   <translation>Discard</translation>
  </message>
  <message>
   <source>丢弃 {0}</source>
   <translation>Discard {0}</translation>
  </message>
  <message>
   <source>移去…</source>
   <translation>Remove…</translation>
  </message>
  <message>
   <source>移去 {0}</source>
   <translation>Remove {0}</translation>
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
   <translation>No collection is open for writing</translation>
  </message>
 </context>
 <context>
  <name>NetworkSection</name>
  <message>
   <source>网络</source>
   <translation>Network</translation>
  </message>
  <message>
   <source>没有你的设置，什么也不送出</source>
   <translation>Nothing is sent unless you set it up</translation>
  </message>
  <message>
   <source>这台电脑保持离线</source>
   <translation>This machine stays offline</translation>
  </message>
  <message>
   <source>模型的来源</source>
   <translation>Source of models</translation>
  </message>
  <message>
   <source>只在按「联网获取」时连接；支持系统的代理</source>
   <translation>Contacted only when you press Download; follows the system's proxy</translation>
  </message>
  <message>
   <source>引擎的地址</source>
   <translation>Address of the engine</translation>
  </message>
  <message>
   <source>本单位放置引擎安装包的网址；没有就从文件安装</source>
   <translation>Where your institution offers the engine; without one, install it from a file</translation>
  </message>
  <message>
   <source>会连接的地方</source>
   <translation>What is contacted</translation>
  </message>
  <message>
   <source>本程序只连接下列各处，没有统计，也不检查更新。</source>
   <translation>This program contacts these places only. It gathers no statistics and looks for no updates.</translation>
  </message>
  <message>
   <source>由环境变量 SONGCLIP_OFFLINE 打开，这里不能关</source>
   <translation>Set by the environment variable SONGCLIP_OFFLINE; it cannot be turned off here</translation>
  </message>
  <message>
   <source>勾上之后，除了这台电脑自己，什么地方也不连接；引擎也一样</source>
   <translation>Nothing but this machine itself is contacted while it is on; the engine keeps to it, too</translation>
  </message>
  <message>
   <source>离线</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>随语言</source>
   <translation>By language</translation>
  </message>
  <message>
   <source>无</source>
   <translation>None</translation>
  </message>
  <message>
   <source>撰稿服务</source>
   <translation>Drafting services</translation>
  </message>
  <message>
   <source>向量服务</source>
   <translation>Vector server</translation>
  </message>
  <message>
   <source>入藏时</source>
   <translation>While importing</translation>
  </message>
  <message>
   <source>你填写的 IIIF 网址，以及其中指明的图像</source>
   <translation>IIIF addresses that you enter, and the pictures they name</translation>
  </message>
  <message>
   <source>代理</source>
   <translation>Proxy</translation>
  </message>
 </context>
 <context>
  <name>RunsPanel</name>
  <message>
   <source>微调</source>
   <translation>Finetuned runs</translation>
  </message>
  <message>
   <source>每一次都留着，随时换回</source>
   <translation>Each is kept; change back at any time</translation>
  </message>
  <message>
   <source>导入 .songclip…</source>
   <translation>Import .songclip…</translation>
  </message>
  <message>
   <source>全部训练在「评测」页</source>
   <translation>All runs are on the Evaluate page</translation>
  </message>
  <message>
   <source>还没有训练过；别处做的可以导入。</source>
   <translation>Nothing has been finetuned yet; runs made elsewhere can be imported.</translation>
  </message>
  <message>
   <source>读训练的数字</source>
   <translation>Read the figures of the runs</translation>
  </message>
  <message>
   <source>没有打开可以写的藏品，或正忙</source>
   <translation>No collection is open for writing, or it is busy</translation>
  </message>
  <message>
   <source>哪一次</source>
   <translation>Run</translation>
  </message>
  <message>
   <source>学了</source>
   <translation>Learned</translation>
  </message>
  <message>
   <source>前十，零样本到微调</source>
   <translation>R@10, zero-shot to finetuned</translation>
  </message>
  <message>
   <source>状态</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>第 {0} 次</source>
   <translation>Run {0}</translation>
  </message>
  <message>
   <source>{0}，底本 {1}，{2}</source>
   <translation>{0}, on {1}, {2}</translation>
  </message>
  <message numerus="yes">
   <source>%n 条</source>
   <translation>
    <numerusform>%n text</numerusform>
    <numerusform>%n texts</numerusform>
   </translation>
  </message>
  <message>
   <source>已备好</source>
   <translation>Ready</translation>
  </message>
  <message>
   <source>没有做完</source>
   <translation>Unfinished</translation>
  </message>
  <message>
   <source>停在半途</source>
   <translation>Stopped</translation>
  </message>
  <message>
   <source>使用中</source>
   <translation>In use</translation>
  </message>
  <message>
   <source>导出</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>改用</source>
   <translation>Use</translation>
  </message>
  <message>
   <source>导出 {0}</source>
   <translation>Export {0}</translation>
  </message>
  <message>
   <source>改用 {0}</source>
   <translation>Use {0}</translation>
  </message>
  <message>
   <source>没有打开可以写的藏品</source>
   <translation>No collection is open for writing</translation>
  </message>
  <message>
   <source>等进行中的工作做完</source>
   <translation>Wait until the work in progress is done</translation>
  </message>
  <message>
   <source>明显更准</source>
   <translation>Clearly better</translation>
  </message>
  <message>
   <source>反而变差</source>
   <translation>Worse</translation>
  </message>
  <message>
   <source>还看不出差别</source>
   <translation>No difference shown</translation>
  </message>
  <message>
   <source>没评测</source>
   <translation>Not evaluated</translation>
  </message>
  <message>
   <source>{0}，{1} 件</source>
   <translation>{0}, {1} works</translation>
  </message>
  <message>
   <source>{0}，底本随附小模型</source>
   <translation>{0}, on the embedded mini model</translation>
  </message>
 </context>
 <context>
  <name>ServerPanel</name>
  <message>
   <source>向量服务</source>
   <translation>Vector server</translation>
  </message>
  <message>
   <source>只有多人同查一批大藏品时才用得着</source>
   <translation>Of use only where many people search a large collection</translation>
  </message>
  <message>
   <source>Milvus 地址</source>
   <translation>Milvus address</translation>
  </message>
  <message>
   <source>写成 milvus://用户:密码@主机:19530；密码存在钥匙串里</source>
   <translation>Written milvus://user:password@host:19530; the password goes to the keychain</translation>
  </message>
  <message>
   <source>把向量放上去</source>
   <translation>Put the vectors there</translation>
  </message>
  <message>
   <source>改回本机检索</source>
   <translation>Search here again</translation>
  </message>
  <message>
   <source>这批藏品在 {0} 检索；那里不是最新时在本机检索。</source>
   <translation>This collection is searched on {0}, and here while what lies there is not up to date.</translation>
  </message>
  <message>
   <source>这批藏品在本机检索。</source>
   <translation>This collection is searched on this machine.</translation>
  </message>
  <message>
   <source>没有打开可以写的藏品</source>
   <translation>No collection is open for writing</translation>
  </message>
  <message>
   <source>等进行中的工作做完</source>
   <translation>Wait until the work in progress is done</translation>
  </message>
  <message>
   <source>先写地址</source>
   <translation>Enter the address first</translation>
  </message>
  <message>
   <source>向量已放到 {0}</source>
   <translation>The vectors are on {0}</translation>
  </message>
  <message>
   <source>放到向量服务</source>
   <translation>Put vectors on the server</translation>
  </message>
 </context>
 <context>
  <name>ServicesSection</name>
  <message>
   <source>撰稿服务</source>
   <translation>Drafting services</translation>
  </message>
  <message>
   <source>改了立即生效，「撰稿」页用的就是它</source>
   <translation>Changes hold at once; the Draft page uses the same</translation>
  </message>
  <message>
   <source>谁来写</source>
   <translation>Who writes</translation>
  </message>
  <message>
   <source>选「另一个服务…」添加任何 OpenAI 兼容的服务</source>
   <translation>Choose Another service… to add any OpenAI-compatible one</translation>
  </message>
  <message>
   <source>恢复原样…</source>
   <translation>Restore…</translation>
  </message>
  <message>
   <source>删去这个服务…</source>
   <translation>Delete this service…</translation>
  </message>
  <message>
   <source>删去「{0}」的设置？</source>
   <translation>Delete the settings of “{0}”?</translation>
  </message>
  <message>
   <source>地址、模型、价钱与钥匙串里的密钥都会移去；已写成的草稿不受影响。</source>
   <translation>Address, models, prices and the key in the keychain are removed; drafts already written stay.</translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>删去</source>
   <translation>Delete</translation>
  </message>
 </context>
 <context>
  <name>StorageSection</name>
  <message>
   <source>存放</source>
   <translation>Storage</translation>
  </message>
  <message>
   <source>都在这台电脑上</source>
   <translation>All on this machine</translation>
  </message>
  <message>
   <source>缓存</source>
   <translation>Cache</translation>
  </message>
  <message>
   <source>缩略图、放大用的切片、模型看的像素与向量；都能由原图与记录重建，不必备份。</source>
   <translation>Thumbnails, tiles, pixels and vectors for the models: all can be made again from originals and records and need no backup.</translation>
  </message>
  <message>
   <source>文件夹</source>
   <translation>Folders</translation>
  </message>
  <message>
   <source>换地方…</source>
   <translation>Change…</translation>
  </message>
  <message>
   <source>放回藏品文件夹</source>
   <translation>Back into the collection</translation>
  </message>
  <message>
   <source>清空…</source>
   <translation>Clear…</translation>
  </message>
  <message>
   <source>量大小</source>
   <translation>Measure sizes</translation>
  </message>
  <message>
   <source>{0} 不能写入。</source>
   <translation>{0} cannot be written to.</translation>
  </message>
  <message>
   <source>请另选一个文件夹。</source>
   <translation>Choose another folder.</translation>
  </message>
  <message>
   <source>移动缓存</source>
   <translation>Move the cache</translation>
  </message>
  <message>
   <source>缓存放在哪里</source>
   <translation>Where the cache lies</translation>
  </message>
  <message>
   <source>清空这批藏品的缓存？</source>
   <translation>Clear this collection's cache?</translation>
  </message>
  <message>
   <source>原图、说明与训练不受影响。下次看图会慢一些，检索之前要重建索引。</source>
   <translation>Originals, captions and runs are not touched. Pictures will be slower the next time, and the index is made anew before a search.</translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>清空</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>清空缓存</source>
   <translation>Clear the cache</translation>
  </message>
  <message>
   <source>这批藏品</source>
   <translation>This collection</translation>
  </message>
  <message>
   <source>模型</source>
   <translation>Models</translation>
  </message>
  <message>
   <source>引擎</source>
   <translation>Engine</translation>
  </message>
  <message>
   <source>日志</source>
   <translation>Logs</translation>
  </message>
  <message>
   <source>空的</source>
   <translation>Empty</translation>
  </message>
  <message>
   <source>等进行中的工作做完</source>
   <translation>Wait until the work in progress is done</translation>
  </message>
  <message>
   <source>只能查看的藏品不能动</source>
   <translation>A read-only collection is left as it is</translation>
  </message>
  <message>
   <source>打开文件夹</source>
   <translation>Open folder</translation>
  </message>
  <message>
   <source>打开文件夹：{0}</source>
   <translation>Open folder: {0}</translation>
  </message>
  <message>
   <source>还没有这个文件夹</source>
   <translation>There is no such folder yet</translation>
  </message>
 </context>
 <context>
  <name>TagsSection</name>
  <message>
   <source>标签</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>改名对所有作品生效，旧名仍能检索</source>
   <translation>A new name holds for all works; the old one still finds them</translation>
  </message>
  <message>
   <source>找标签</source>
   <translation>Find a tag</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>没有这样的标签。</source>
   <translation>There is no such tag.</translation>
  </message>
  <message>
   <source>还没有标签；可在作品的编辑里添加。</source>
   <translation>There are no tags yet; add them when editing a work.</translation>
  </message>
  <message numerus="yes">
   <source>另有 %n 个</source>
   <translation>
    <numerusform>%n more</numerusform>
    <numerusform>%n more</numerusform>
   </translation>
  </message>
  <message>
   <source>改名…</source>
   <translation>Rename…</translation>
  </message>
  <message>
   <source>把标签「{0}」改名</source>
   <translation>Rename the tag “{0}”</translation>
  </message>
  <message>
   <source>没有打开可以写的藏品</source>
   <translation>No collection is open for writing</translation>
  </message>
  <message numerus="yes">
   <source>%n 件</source>
   <translation>
    <numerusform>%n work</numerusform>
    <numerusform>%n works</numerusform>
   </translation>
  </message>
  <message>
   <source>「{0}」在所有作品里的新名字；写已有的标签就是合并。</source>
   <translation>The new name of “{0}” in all works; an existing tag's name merges the two.</translation>
  </message>
  <message>
   <source>标签改名</source>
   <translation>Rename a tag</translation>
  </message>
  <message numerus="yes">
   <source>%n 件作品的标签已改成「{0}」</source>
   <translation>
    <numerusform>The tag of %n work is “{0}” now</numerusform>
    <numerusform>The tag of %n works is “{0}” now</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>model_row</name>
  <message>
   <source>随附小模型</source>
   <translation>Embedded mini model</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>大小</source>
   <translation>Size</translation>
  </message>
  <message>
   <source>状态</source>
   <translation>Status</translation>
  </message>
 </context>
</TS>
