<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>MachineSection</name>
  <message>
   <source>这台电脑</source>
   <translation>This computer</translation>
  </message>
  <message>
   <source>检查一遍</source>
   <translation>Check now</translation>
  </message>
  <message>
   <source>正在检查</source>
   <translation>Checking</translation>
  </message>
  <message>
   <source>检查这台电脑</source>
   <translation>Checking this computer</translation>
  </message>
  <message>
   <source>写报告…</source>
   <translation>Write a report…</translation>
  </message>
  <message>
   <source>复制</source>
   <translation>Copy</translation>
  </message>
  <message>
   <source>保存…</source>
   <translation>Save…</translation>
  </message>
  <message numerus="yes">
   <source>有 %n 项妨碍使用</source>
   <translation>
    <numerusform>%n thing hinders work</numerusform>
    <numerusform>%n things hinder work</numerusform>
   </translation>
  </message>
  <message>
   <source>都能用</source>
   <translation>Everything works</translation>
  </message>
  <message numerus="yes">
   <source>%n 项可以更好</source>
   <translation>
    <numerusform>%n could be better</numerusform>
    <numerusform>%n could be better</numerusform>
   </translation>
  </message>
  <message>
   <source>已复制</source>
   <translation>Copied</translation>
  </message>
  <message>
   <source>保存检查结果</source>
   <translation>Save what was found</translation>
  </message>
  <message>
   <source>没有保存：{0}</source>
   <translation>Not saved: {0}</translation>
  </message>
  <message>
   <source>请换一个文件夹再试。</source>
   <translation>Try another folder.</translation>
  </message>
  <message>
   <source>已保存到 {0}</source>
   <translation>Saved to {0}</translation>
  </message>
  <message>
   <source>还没有检查过。检查约半分钟：看这台电脑缺什么，再用几幅示范画真的训练、检索一次；不连网络。</source>
   <translation>Not checked yet. It takes half a minute: what this computer lacks is looked for, then a few demo pictures are really learned from and searched; no network is used.</translation>
  </message>
  <message>
   <source>缺什么，怎么补</source>
   <translation>What it lacks, and what helps</translation>
  </message>
 </context>
 <context>
  <name>CheckRow</name>
  <message>
   <source>妨碍使用</source>
   <translation>hinders work</translation>
  </message>
  <message>
   <source>可以更好</source>
   <translation>could be better</translation>
  </message>
  <message>
   <source>好</source>
   <translation>fine</translation>
  </message>
 </context>
 <context>
  <name>ReportDialog</name>
  <message>
   <source>报告</source>
   <translation>Report</translation>
  </message>
  <message>
   <source>复制</source>
   <translation>Copy</translation>
  </message>
  <message>
   <source>保存…</source>
   <translation>Save…</translation>
  </message>
  <message>
   <source>关闭</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>密钥、图注、题名、文件夹和用户名已经隐去。请通读一遍；SongClip 不会把它送到任何地方，交给谁由你决定。</source>
   <translation>Keys, captions, titles, folders and user names are taken out. Read it through; SongClip sends it nowhere, and who gets it is up to you.</translation>
  </message>
  <message>
   <source>没有保存：{0}</source>
   <translation>Not saved: {0}</translation>
  </message>
  <message>
   <source>请换一个文件夹再试。</source>
   <translation>Try another folder.</translation>
  </message>
  <message>
   <source>已保存到 {0}</source>
   <translation>Saved to {0}</translation>
  </message>
  <message>
   <source>已复制</source>
   <translation>Copied</translation>
  </message>
  <message>
   <source>保存报告</source>
   <translation>Save the report</translation>
  </message>
 </context>
 <context>
  <name>Reports</name>
  <message>
   <source>写报告</source>
   <translation>Writing a report</translation>
  </message>
  <message>
   <source>看报告</source>
   <translation>Read the report</translation>
  </message>
 </context>
 <context>
  <name>CrashOffer</name>
  <message>
   <source>SongClip 上次（{0} 打开）没有正常结束。</source>
   <translation>SongClip did not close properly the last time (opened {0}).</translation>
  </message>
  <message>
   <source>做好的都在；留下的经过可以写成一份报告。</source>
   <translation>All that was done is there; what happened can be read as a report.</translation>
  </message>
  <message>
   <source>看报告</source>
   <translation>Read the report</translation>
  </message>
  <message>
   <source>不用了</source>
   <translation>No, thank you</translation>
  </message>
 </context>
</TS>
