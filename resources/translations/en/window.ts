<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>ActivityPanel</name>
  <message>
   <source>活动</source>
   <translation>Activity</translation>
  </message>
  <message>
   <source>关上活动</source>
   <translation>Close activity</translation>
  </message>
  <message>
   <source>关闭窗口会先询问。进行中的工作按步保存，下次打开接着做。</source>
   <translation>Closing the window asks first. Work in progress is kept step by step and can go on next time.</translation>
  </message>
  <message>
   <source>正在进行 · {0}</source>
   <translation>Running · {0}</translation>
  </message>
  <message>
   <source>没有进行中的工作</source>
   <translation>Nothing is running</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Done</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>知道了</source>
   <translation>All right</translation>
  </message>
  <message>
   <source>现在用的是随附的演示模型，它只认得画出来的示范景物。</source>
   <translation>The bundled demo model knows only painted demo scenes.</translation>
  </message>
  <message>
   <source>要在自己的藏品上得到可信的结果，请在「模型与设置」安装 Chinese-CLIP。</source>
   <translation>For results you can trust, install Chinese-CLIP in Models and settings.</translation>
  </message>
  <message>
   <source>去安装</source>
   <translation>Install</translation>
  </message>
  <message>
   <source>未打开藏品</source>
   <translation>No collection</translation>
  </message>
  <message>
   <source>{0}（只读）</source>
   <translation>{0} (read-only)</translation>
  </message>
  <message>
   <source>离线 · 全部在本机</source>
   <translation>Offline · all on this PC</translation>
  </message>
  <message>
   <source>联网 · 仅撰稿服务</source>
   <translation>Online · drafting only</translation>
  </message>
  <message>
   <source>未用网络 · 全部在本机</source>
   <translation>No network · all on this PC</translation>
  </message>
  <message>
   <source>停下并关闭</source>
   <translation>Stop and close</translation>
  </message>
  <message>
   <source>藏品</source>
   <translation>Collection</translation>
  </message>
  <message>
   <source>入藏</source>
   <translation>Import</translation>
  </message>
  <message>
   <source>典籍</source>
   <translation>Texts</translation>
  </message>
  <message>
   <source>撰稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <source>审校</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>数据集</source>
   <translation>Dataset</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>Finetune</translation>
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
   <source>活动</source>
   <translation>Activity</translation>
  </message>
  <message>
   <source>模型与设置</source>
   <translation>Models and settings</translation>
  </message>
  <message>
   <source>图谱</source>
   <translation>Map</translation>
  </message>
  <message>
   <source>联网 · 检索服务</source>
   <translation>Network · search server</translation>
  </message>
  <message>
   <source>联网 · 正在下载</source>
   <translation>Online · downloading</translation>
  </message>
  <message>
   <source>离线</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>还没有打开藏品。</source>
   <translation>No collection is open.</translation>
  </message>
  <message>
   <source>打开一批，或在「文件」菜单里新建，这一页才有内容。</source>
   <translation>Open one, or make a new one in the File menu; then this page has something to show.</translation>
  </message>
  <message>
   <source>打开藏品…</source>
   <translation>Open collection…</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>文件</source>
   <translation>File</translation>
  </message>
  <message>
   <source>前往</source>
   <translation>Go</translation>
  </message>
  <message>
   <source>显示</source>
   <translation>View</translation>
  </message>
  <message>
   <source>新建藏品…</source>
   <translation>New collection…</translation>
  </message>
  <message>
   <source>打开藏品…</source>
   <translation>Open collection…</translation>
  </message>
  <message>
   <source>最近打开</source>
   <translation>Open recent</translation>
  </message>
  <message>
   <source>示范藏品</source>
   <translation>Demo collection</translation>
  </message>
  <message>
   <source>重置示范藏品…</source>
   <translation>Reset demo collection…</translation>
  </message>
  <message>
   <source>复制这批藏品…</source>
   <translation>Copy this collection…</translation>
  </message>
  <message>
   <source>退出</source>
   <translation>Quit</translation>
  </message>
  <message>
   <source>外观随系统</source>
   <translation>Theme of the system</translation>
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
   <source>帮助</source>
   <translation>Help</translation>
  </message>
  <message>
   <source>使用手册</source>
   <translation>Manual</translation>
  </message>
  <message>
   <source>快捷键</source>
   <translation>Keyboard shortcuts</translation>
  </message>
  <message>
   <source>入门引导</source>
   <translation>First steps</translation>
  </message>
  <message>
   <source>检查这台电脑</source>
   <translation>Check this computer</translation>
  </message>
  <message>
   <source>关于 SongClip</source>
   <translation>About SongClip</translation>
  </message>
  <message>
   <source>写故障报告…</source>
   <translation>Write a report…</translation>
  </message>
 </context>
 <context>
  <name>Opening</name>
  <message>
   <source>停下进行中的工作？</source>
   <translation>Stop the work in progress?</translation>
  </message>
  <message numerus="yes">
   <source>还有 %n 项工作在进行。做好的都已保存，下次打开接着做。</source>
   <translation>
    <numerusform>%n task is still running. What is done is saved; it can go on next time.</numerusform>
    <numerusform>%n tasks are still running. What is done is saved; they can go on next time.</numerusform>
   </translation>
  </message>
  <message>
   <source>接着做</source>
   <translation>Keep working</translation>
  </message>
  <message>
   <source>停下并打开</source>
   <translation>Stop and open</translation>
  </message>
  <message>
   <source>只能看：{0}</source>
   <translation>Read-only: {0}</translation>
  </message>
  <message>
   <source>打开藏品文件夹</source>
   <translation>Open a collection folder</translation>
  </message>
  <message>
   <source>重置示范藏品？</source>
   <translation>Reset the demo collection?</translation>
  </message>
  <message>
   <source>在示范藏品里做的审校和训练会从这台电脑移去。你自己的藏品不受影响。</source>
   <translation>Review and training done in the demo will be removed from this computer. Your own collections are not touched.</translation>
  </message>
  <message>
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>重置</source>
   <translation>Reset</translation>
  </message>
  <message>
   <source>停下并重置</source>
   <translation>Stop and reset</translation>
  </message>
  <message>
   <source>复制到哪个文件夹</source>
   <translation>Copy to which folder</translation>
  </message>
  <message>
   <source>复制藏品</source>
   <translation>Copy collection</translation>
  </message>
  <message>
   <source>已复制到 {0}</source>
   <translation>Copied to {0}</translation>
  </message>
  <message>
   <source>准备示范藏品</source>
   <translation>Preparing the demo</translation>
  </message>
  <message>
   <source>建索引</source>
   <translation>Indexing</translation>
  </message>
  <message>
   <source>停下并换回</source>
   <translation>Stop and put back</translation>
  </message>
  <message>
   <source>已换回备份；原来的记录也另存了一份</source>
   <translation>The backup is in place; what it replaced was kept too</translation>
  </message>
  <message>
   <source>示范走完了。给自己的藏品起个名字，选个地方，接着就把画入藏。示范藏品还在。</source>
   <translation>The demo is done. Name your own collection and choose where it lies; importing comes next. The demo stays.</translation>
  </message>
  <message>
   <source>新建并入藏</source>
   <translation>Create and import</translation>
  </message>
 </context>
 <context>
  <name>Room</name>
  <message>
   <source>你的名字</source>
   <translation>Your name</translation>
  </message>
  <message>
   <source>通过和修改都会记下是谁做的。只问这一次。</source>
   <translation>Approvals and edits are signed. You are asked only once.</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>停止</source>
   <translation>Stop</translation>
  </message>
  <message>
   <source>前往</source>
   <translation>Go</translation>
  </message>
  <message>
   <source>正在停下，做好的都留着</source>
   <translation>Stopping; what is done stays</translation>
  </message>
  <message>
   <source>正在准备</source>
   <translation>Getting ready</translation>
  </message>
  <message>
   <source>已停下</source>
   <translation>Stopped</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Done</translation>
  </message>
 </context>
 <context>
  <name>counter</name>
  <message>
   <source>{0} / {1} 字元</source>
   <translation>{0} / {1} tokens</translation>
  </message>
 </context>
 <context>
  <name>dialogs</name>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>好</source>
   <translation>OK</translation>
  </message>
 </context>
 <context>
  <name>marks</name>
  <message>
   <source>已通过</source>
   <translation>Approved</translation>
  </message>
  <message>
   <source>草稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <source>已退回</source>
   <translation>Rejected</translation>
  </message>
  <message>
   <source>未撰</source>
   <translation>None</translation>
  </message>
  <message>
   <source>白话</source>
   <translation>Modern</translation>
  </message>
  <message>
   <source>拟古</source>
   <translation>Classical</translation>
  </message>
  <message>
   <source>关键词</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>典籍原文</source>
   <translation>Passage</translation>
  </message>
  <message>
   <source>典籍今译</source>
   <translation>Passage, modern</translation>
  </message>
  <message>
   <source>典籍检索语</source>
   <translation>Passage, prompt</translation>
  </message>
  <message>
   <source>绘画</source>
   <translation>Painting</translation>
  </message>
  <message>
   <source>舆图</source>
   <translation>Map</translation>
  </message>
  <message>
   <source>照片</source>
   <translation>Photograph</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>出了没有料到的错：{0}</source>
   <translation>Something unexpected went wrong: {0}</translation>
  </message>
  <message>
   <source>撤销</source>
   <translation>Undo</translation>
  </message>
  <message>
   <source>经过已记入日志；可以再试一次，也可以把经过写成报告。</source>
   <translation>It was logged; try again, or have a report written of it.</translation>
  </message>
  <message>
   <source>看报告</source>
   <translation>Read the report</translation>
  </message>
 </context>
 <context>
  <name>progress</name>
  <message>
   <source>{0} 秒</source>
   <translation>{0} s</translation>
  </message>
  <message>
   <source>{0} 分 {1} 秒</source>
   <translation>{0} min {1} s</translation>
  </message>
  <message>
   <source>{0} 分</source>
   <translation>{0} min</translation>
  </message>
  <message>
   <source>{0} 小时 {1} 分</source>
   <translation>{0} h {1} min</translation>
  </message>
  <message>
   <source>正在估算</source>
   <translation>estimating</translation>
  </message>
  <message>
   <source>剩约 {0}</source>
   <translation>{0} left</translation>
  </message>
  <message>
   <source>幅</source>
   <translation>pictures</translation>
  </message>
  <message>
   <source>行</source>
   <translation>rows</translation>
  </message>
  <message>
   <source>条</source>
   <translation>captions</translation>
  </message>
  <message>
   <source>步</source>
   <translation>steps</translation>
  </message>
  <message>
   <source>句</source>
   <translation>texts</translation>
  </message>
  <message>
   <source>件</source>
   <translation>works</translation>
  </message>
  <message>
   <source>则</source>
   <translation>passages</translation>
  </message>
  <message>
   <source>个</source>
   <translation>files</translation>
  </message>
  <message>
   <source>每秒 {0} {1}</source>
   <translation>{0} {1} a second</translation>
  </message>
  <message>
   <source>每分 {0} {1}</source>
   <translation>{0} {1} a minute</translation>
  </message>
  <message>
   <source>停止</source>
   <translation>Stop</translation>
  </message>
  <message>
   <source>{0} 小时</source>
   <translation>{0} h</translation>
  </message>
 </context>
 <context>
  <name>record</name>
  <message>
   <source>藏号</source>
   <translation>No.</translation>
  </message>
  <message>
   <source>类别</source>
   <translation>Kind</translation>
  </message>
  <message>
   <source>品式</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>尺寸</source>
   <translation>Size</translation>
  </message>
  <message>
   <source>图像</source>
   <translation>Picture</translation>
  </message>
  <message>
   <source>没有图像</source>
   <translation>none</translation>
  </message>
  <message>
   <source>查看原图</source>
   <translation>View large</translation>
  </message>
  <message>
   <source>找相似</source>
   <translation>Find similar</translation>
  </message>
  <message>
   <source>这件作品没有图像</source>
   <translation>This work has no picture</translation>
  </message>
 </context>
</TS>
