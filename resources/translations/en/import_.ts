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
   <source>问题</source>
   <translation>Problems</translation>
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
  <message>
   <source>找回移动过的原图…</source>
   <translation>Find moved originals…</translation>
  </message>
  <message>
   <source>输入网址…</source>
   <translation>Enter an address…</translation>
  </message>
  <message>
   <source>图像文件夹；登记册（Excel、CSV、JSON）；IIIF 清单；LIDO；典籍（JSON、纯文本）。
原图只读取、不改动；写入之前先给你看一遍。</source>
   <translation>A folder of pictures; a register (Excel, CSV, JSON); IIIF manifests; LIDO; classical texts (JSON, plain text).
Originals are only read, never altered; you see everything before it is written.</translation>
  </message>
  <message>
   <source>找回原图</source>
   <translation>Finding originals</translation>
  </message>
  <message>
   <source>{0} 张原图不在原处，找回了 {1} 张</source>
   <translation>{0} originals were not in their place; {1} found again</translation>
  </message>
  <message>
   <source>原图都在，没有要找的</source>
   <translation>Every original is in its place</translation>
  </message>
  <message>
   <source>输入网址</source>
   <translation>Enter an address</translation>
  </message>
  <message>
   <source>IIIF 清单、LIDO 或藏品 JSON 的网址。只在此时连接这个网址和其中的图像，不连别处。</source>
   <translation>The address of a IIIF manifest, a LIDO file or an object's JSON. Only this address and its pictures are contacted, only now, and nothing else.</translation>
  </message>
  <message>
   <source>原图现在在哪个文件夹</source>
   <translation>The folder where the originals are now</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open for reading only.</translation>
  </message>
  <message numerus="yes">
   <source>%n 条别处审校过的描述</source>
   <translation>
    <numerusform>%n caption read elsewhere</numerusform>
    <numerusform>%n captions read elsewhere</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>并入 %n 条</source>
   <translation>
    <numerusform>Take in %n caption</numerusform>
    <numerusform>Take in %n captions</numerusform>
   </translation>
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
  <message>
   <source>登记册</source>
   <translation>Register</translation>
  </message>
  <message>
   <source>「{0}」是按栏里的内容推测的，请核对。</source>
   <translation>“{0}” was understood by what stands in the column; please check.</translation>
  </message>
  <message>
   <source>还没有一栏存为藏号，选定之后才能入藏。</source>
   <translation>No column is the accession number or the title yet; choose one to import.</translation>
  </message>
  <message>
   <source>「{0}」没有对应的项，原样存入备注。</source>
   <translation>“{0}” has no field of its own and is kept among the notes as it is.</translation>
  </message>
  <message>
   <source>{0} 行 {1} 栏</source>
   <translation>{0} rows, {1} columns</translation>
  </message>
  <message numerus="yes">
   <source>%n 件有图像</source>
   <translation>
    <numerusform>%n work with a picture</numerusform>
    <numerusform>%n works with pictures</numerusform>
   </translation>
  </message>
  <message>
   <source>入藏的画</source>
   <translation>Paintings that came in</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
  <message numerus="yes">
   <source>%n 条说明</source>
   <translation>
    <numerusform>%n caption</numerusform>
    <numerusform>%n captions</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MappingTable</name>
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
  <message>
   <source>图像所示</source>
   <translation>What the picture shows</translation>
  </message>
  <message>
   <source>图像说明</source>
   <translation>Picture label</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>按内容推测，请核对</source>
   <translation>Guessed from what stands in it; please check</translation>
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
   <source>第 {0} 行</source>
   <translation>Row {0}</translation>
  </message>
  <message>
   <source>原图只读取、不改动；再次入藏同一登记册时，只更新有变化的事项。</source>
   <translation>Originals are only read, never altered; importing the same register again updates only what has changed.</translation>
  </message>
  <message>
   <source>留意 {0} 条</source>
   <translation>Remarks: {0}</translation>
  </message>
  <message>
   <source>另有同样的 {0} 条</source>
   <translation>{0} more of this kind</translation>
  </message>
 </context>
 <context>
  <name>CopyQuestion</name>
  <message>
   <source>这些图片共 {0}</source>
   <translation>These pictures are {0}</translation>
  </message>
  <message>
   <source>拷进藏品：藏品自成一体，随处可用，占同样大的空间；这块磁盘还余 {0}。
只记下位置：不占空间，但原图须一直留在原处。</source>
   <translation>Copy: the collection is complete by itself wherever it goes, and takes as much space again; this disk has {0} left.
Only note the place: takes no space, but the originals must stay where they are.</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>拷进藏品</source>
   <translation>Copy into the collection</translation>
  </message>
  <message>
   <source>只记下位置</source>
   <translation>Only note the place</translation>
  </message>
  <message>
   <source>这块磁盘放不下</source>
   <translation>This disk has no room for them</translation>
  </message>
 </context>
 <context>
  <name>ImportTask</name>
  <message>
   <source>看来源</source>
   <translation>Looking at sources</translation>
  </message>
  <message>
   <source>入藏</source>
   <translation>Import</translation>
  </message>
  <message>
   <source>找回原图</source>
   <translation>Finding originals</translation>
  </message>
 </context>
 <context>
  <name>SourceLine</name>
  <message>
   <source>另有 {0} 个来源</source>
   <translation>and {0} more sources</translation>
  </message>
 </context>
 <context>
  <name>ImportSettling</name>
  <message>
   <source>并为一件</source>
   <translation>Make them one work</translation>
  </message>
  <message>
   <source>配给 {0}</source>
   <translation>Give to {0}</translation>
  </message>
  <message numerus="yes">
   <source>%n 张都按名字配上</source>
   <translation>
    <numerusform>Match %n picture by its name</numerusform>
    <numerusform>Match all %n pictures by name</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>看这 %n 件</source>
   <translation>
    <numerusform>See this %n work</numerusform>
    <numerusform>See these %n works</numerusform>
   </translation>
  </message>
 </context>
</TS>
