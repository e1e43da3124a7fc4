<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>ImportPage</name>
  <message>
   <source>正在看来源里有什么</source>
   <translation>looking at the sources</translation>
  </message>
  <message>
   <source>换一个来源</source>
   <translation>Other sources</translation>
  </message>
  <message>
   <source>选择文件夹…</source>
   <translation>Choose folder…</translation>
  </message>
  <message>
   <source>选择文件…</source>
   <translation>Choose files…</translation>
  </message>
  <message>
   <source>把来源拖到这里</source>
   <translation>Drop the sources here</translation>
  </message>
  <message>
   <source>图像文件夹；登记册（Excel、CSV、JSON）；典籍（JSON、纯文本）。
原图只读取、不改动；写入之前先给你看一遍。</source>
   <translation>Folders of pictures; registers (Excel, CSV, JSON); classical texts (JSON, plain text).
Originals are only read. You see everything before it is written.</translation>
  </message>
  <message>
   <source>问题</source>
   <translation>Problems</translation>
  </message>
  <message>
   <source>看来源</source>
   <translation>Looking at sources</translation>
  </message>
  <message>
   <source>正在看来源</source>
   <translation>Looking at sources</translation>
  </message>
  <message>
   <source>这一次</source>
   <translation>This time only</translation>
  </message>
  <message>
   <source>存为方案</source>
   <translation>Save profile</translation>
  </message>
  <message>
   <source>下次遇到同样的栏目，就用这个方案。</source>
   <translation>The next register with the same columns will use it.</translation>
  </message>
  <message>
   <source>入藏</source>
   <translation>Import</translation>
  </message>
  <message>
   <source>已停下，入藏了的都留着</source>
   <translation>Stopped; what came in stays</translation>
  </message>
  <message numerus="yes">
   <source>%n 则典籍</source>
   <translation>
    <numerusform>%n passage</numerusform>
    <numerusform>%n passages</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>入藏 %n 则</source>
   <translation>
    <numerusform>Import %n passage</numerusform>
    <numerusform>Import %n passages</numerusform>
   </translation>
  </message>
  <message>
   <source>{0} 行，{1} 行可入藏</source>
   <translation>{0} rows, {1} can come in</translation>
  </message>
  <message numerus="yes">
   <source>入藏 %n 件</source>
   <translation>
    <numerusform>Import %n work</numerusform>
    <numerusform>Import %n works</numerusform>
   </translation>
  </message>
  <message>
   <source>没有一行可以入藏，原因在右边</source>
   <translation>No row can come in; the reasons are at the right</translation>
  </message>
  <message>
   <source>已入藏</source>
   <translation>imported</translation>
  </message>
  <message>
   <source>去典籍</source>
   <translation>Go to Texts</translation>
  </message>
  <message>
   <source>去撰稿</source>
   <translation>Go to Draft</translation>
  </message>
  <message>
   <source>选择图像或登记册的文件夹</source>
   <translation>Choose the folder of pictures or registers</translation>
  </message>
  <message>
   <source>选择登记册、图像或典籍</source>
   <translation>Choose registers, pictures or texts</translation>
  </message>
 </context>
 <context>
  <name>ImportPreview</name>
  <message>
   <source>存为方案…</source>
   <translation>Save profile…</translation>
  </message>
  <message>
   <source>只记下原图在哪里，不拷进藏品</source>
   <translation>Refer to the originals where they are; copy nothing</translation>
  </message>
  <message>
   <source>栏目对应</source>
   <translation>Columns</translation>
  </message>
  <message>
   <source>方案</source>
   <translation>Profile</translation>
  </message>
  <message>
   <source>将入藏的画</source>
   <translation>Paintings to come in</translation>
  </message>
  <message>
   <source>说明一律存为草稿，由你审校</source>
   <translation>Captions come in as drafts for your review</translation>
  </message>
  <message>
   <source>{0} 件有图像</source>
   <translation>{0} with a picture</translation>
  </message>
  <message numerus="yes">
   <source>%n 件入藏</source>
   <translation>
    <numerusform>%n work imported</numerusform>
    <numerusform>%n works imported</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 件更新</source>
   <translation>
    <numerusform>%n updated</numerusform>
    <numerusform>%n updated</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 件没有变化</source>
   <translation>
    <numerusform>%n unchanged</numerusform>
    <numerusform>%n unchanged</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 行没有入藏</source>
   <translation>
    <numerusform>%n row rejected</numerusform>
    <numerusform>%n rows rejected</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 则典籍</source>
   <translation>
    <numerusform>%n passage</numerusform>
    <numerusform>%n passages</numerusform>
   </translation>
  </message>
  <message>
   <source>没有新的</source>
   <translation>nothing new</translation>
  </message>
 </context>
 <context>
  <name>MappingTable</name>
  <message>
   <source>藏号</source>
   <translation>No.</translation>
  </message>
  <message>
   <source>题名</source>
   <translation>Title</translation>
  </message>
  <message>
   <source>作者</source>
   <translation>Artist</translation>
  </message>
  <message>
   <source>年代</source>
   <translation>Dynasty</translation>
  </message>
  <message>
   <source>品式</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>质地</source>
   <translation>Material</translation>
  </message>
  <message>
   <source>尺寸</source>
   <translation>Size</translation>
  </message>
  <message>
   <source>类别</source>
   <translation>Kind</translation>
  </message>
  <message>
   <source>同组编号</source>
   <translation>Group</translation>
  </message>
  <message>
   <source>不出本机</source>
   <translation>Local only</translation>
  </message>
  <message>
   <source>图像</source>
   <translation>Picture</translation>
  </message>
  <message>
   <source>白话说明</source>
   <translation>Modern caption</translation>
  </message>
  <message>
   <source>拟古说明</source>
   <translation>Classical caption</translation>
  </message>
  <message>
   <source>关键词</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>原样存入备注</source>
   <translation>Keep as a note</translation>
  </message>
  <message>
   <source>登记册的栏</source>
   <translation>Column</translation>
  </message>
  <message>
   <source>存为</source>
   <translation>Becomes</translation>
  </message>
  <message>
   <source>前几行</source>
   <translation>First rows</translation>
  </message>
  <message>
   <source>{0} 存为</source>
   <translation>{0} becomes</translation>
  </message>
 </context>
 <context>
  <name>ProblemList</name>
  <message>
   <source>问题</source>
   <translation>Problems</translation>
  </message>
  <message>
   <source>{0} 条，不影响其余</source>
   <translation>{0}; the rest is not affected</translation>
  </message>
  <message>
   <source>没有发现</source>
   <translation>none found</translation>
  </message>
  <message>
   <source>存为表格</source>
   <translation>Save as table</translation>
  </message>
  <message>
   <source>另有 {0} 条，存为表格可看全部。</source>
   <translation>{0} more; save as table to see all.</translation>
  </message>
  <message>
   <source>来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <source>行</source>
   <translation>rows</translation>
  </message>
  <message>
   <source>藏号</source>
   <translation>No.</translation>
  </message>
  <message>
   <source>怎么了</source>
   <translation>What</translation>
  </message>
  <message>
   <source>怎么办</source>
   <translation>Remedy</translation>
  </message>
  <message>
   <source>第 {0} 行</source>
   <translation>Row {0}</translation>
  </message>
 </context>
</TS>
