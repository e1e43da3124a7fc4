<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>ExtraFields</name>
  <message>
   <source>加一项</source>
   <translation>Add a field</translation>
  </message>
  <message>
   <source>事项</source>
   <translation>Field</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>去掉「{0}」</source>
   <translation>Remove “{0}”</translation>
  </message>
 </context>
 <context>
  <name>RecordSheet</name>
  <message>
   <source>作品</source>
   <translation>Work</translation>
  </message>
  <message>
   <source>年代</source>
   <translation>Date</translation>
  </message>
  <message>
   <source>形制与材料</source>
   <translation>Format and material</translation>
  </message>
  <message>
   <source>保管</source>
   <translation>Keeping</translation>
  </message>
  <message>
   <source>内容与备注</source>
   <translation>Content and notes</translation>
  </message>
  <message>
   <source>只留在本机：不送给任何远程撰稿服务</source>
   <translation>Local only: never sent to a remote drafter</translation>
  </message>
  <message>
   <source>加一个标签，Enter</source>
   <translation>Add a tag, Enter</translation>
  </message>
  <message>
   <source>如 1127</source>
   <translation>e.g. 1127</translation>
  </message>
  <message>
   <source>如 1279</source>
   <translation>e.g. 1279</translation>
  </message>
  <message>
   <source>其他事项</source>
   <translation>Other fields</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>编辑记录</source>
   <translation>Edit the record</translation>
  </message>
  <message>
   <source>年份写作数字，公元前写负数。</source>
   <translation>Write years as numbers, negative ones before Christ.</translation>
  </message>
  <message>
   <source>读作 {0} 年 · EDTF {1}</source>
   <translation>Read as {0} · EDTF {1}</translation>
  </message>
  <message>
   <source>读不出年份；可在下面自己写。</source>
   <translation>No year can be read; write it below yourself.</translation>
  </message>
 </context>
 <context>
  <name>Records</name>
  <message>
   <source>藏品只能查看</source>
   <translation>The collection is open for reading only</translation>
  </message>
  <message>
   <source>撤销上一次修改</source>
   <translation>Undo the last edit</translation>
  </message>
  <message>
   <source>记录已保存</source>
   <translation>Record saved</translation>
  </message>
  <message>
   <source>已撤销，{0} 件作品恢复原样</source>
   <translation>Undone: {0} works are as they were</translation>
  </message>
  <message>
   <source>没有可撤销的修改</source>
   <translation>There is nothing to undo</translation>
  </message>
  <message>
   <source>图片…</source>
   <translation>Pictures…</translation>
  </message>
  <message>
   <source>经过</source>
   <translation>History</translation>
  </message>
  <message>
   <source>移入回收站</source>
   <translation>Put in the trash</translation>
  </message>
 </context>
 <context>
  <name>Tags</name>
  <message>
   <source>去掉标签「{0}」</source>
   <translation>Remove the tag “{0}”</translation>
  </message>
 </context>
 <context>
  <name>images</name>
  <message>
   <source>全图</source>
   <translation>Whole</translation>
  </message>
  <message>
   <source>分段</source>
   <translation>Section</translation>
  </message>
  <message>
   <source>局部</source>
   <translation>Detail</translation>
  </message>
  <message>
   <source>题跋</source>
   <translation>Colophon</translation>
  </message>
  <message>
   <source>装裱</source>
   <translation>Mount</translation>
  </message>
 </context>
 <context>
  <name>record</name>
  <message>
   <source>年代</source>
   <translation>Date</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>保密</source>
   <translation>Privacy</translation>
  </message>
  <message>
   <source>只留在本机</source>
   <translation>Local only</translation>
  </message>
  <message>
   <source>编辑</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>相合的段落</source>
   <translation>Matching passages</translation>
  </message>
  <message>
   <source>更多</source>
   <translation>More</translation>
  </message>
 </context>
 <context>
  <name>PicturesSheet</name>
  <message>
   <source>加入图片…</source>
   <translation>Add pictures…</translation>
  </message>
  <message>
   <source>撰稿、展示和训练都用主图。也可以把图片拖到这里；原图不会被改动。</source>
   <translation>The main picture is drafted, shown and trained on. Pictures can be dropped here too; originals are never changed.</translation>
  </message>
  <message>
   <source>图片</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>画的是</source>
   <translation>Shows</translation>
  </message>
  <message>
   <source>说明，如「卷首」「董其昌跋」</source>
   <translation>Label, such as “opening” or “colophon of Dong Qichang”</translation>
  </message>
  <message>
   <source>图片说明</source>
   <translation>Label of the picture</translation>
  </message>
  <message>
   <source>主图</source>
   <translation>Main picture</translation>
  </message>
  <message>
   <source>设为主图</source>
   <translation>Make it the main one</translation>
  </message>
  <message>
   <source>这一幅已是主图</source>
   <translation>It is the main one already</translation>
  </message>
  <message>
   <source>上移</source>
   <translation>Up</translation>
  </message>
  <message>
   <source>已在最前</source>
   <translation>It is first already</translation>
  </message>
  <message>
   <source>下移</source>
   <translation>Down</translation>
  </message>
  <message>
   <source>已在最后</source>
   <translation>It is last already</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>Remove</translation>
  </message>
 </context>
 <context>
  <name>RecordHistorySheet</name>
  <message>
   <source>经过</source>
   <translation>History</translation>
  </message>
  <message>
   <source>软件</source>
   <translation>Application</translation>
  </message>
  <message>
   <source>后来撤销了</source>
   <translation>Taken back later</translation>
  </message>
  <message>
   <source>图片</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>其他事项</source>
   <translation>Other fields</translation>
  </message>
  <message>
   <source>（空）</source>
   <translation>(empty)</translation>
  </message>
 </context>
 <context>
  <name>RecordPictures</name>
  <message>
   <source>加入这件作品的图片</source>
   <translation>Add pictures of this work</translation>
  </message>
  <message>
   <source>图片</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>加入图片</source>
   <translation>Add pictures</translation>
  </message>
  <message>
   <source>加入了 {0} 幅图片</source>
   <translation>{0} pictures added</translation>
  </message>
  <message>
   <source>图片没有加入。</source>
   <translation>The pictures were not added.</translation>
  </message>
  <message>
   <source>已移除一幅图片</source>
   <translation>A picture was removed</translation>
  </message>
 </context>
 <context>
  <name>BulkEditSheet</name>
  <message>
   <source>成批修改</source>
   <translation>Edit many</translation>
  </message>
  <message>
   <source>所选 {0} 件</source>
   <translation>{0} works selected</translation>
  </message>
  <message>
   <source>事项</source>
   <translation>Fields</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>再加一项</source>
   <translation>Another field</translation>
  </message>
  <message>
   <source>只填空着的，已有内容的不动</source>
   <translation>Only where empty: what holds something stays</translation>
  </message>
  <message>
   <source>加上</source>
   <translation>Add</translation>
  </message>
  <message>
   <source>去掉</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>标签，Enter</source>
   <translation>Tag, Enter</translation>
  </message>
  <message>
   <source>{0} 件会改</source>
   <translation>{0} works will change</translation>
  </message>
  <message>
   <source>先写要改什么。</source>
   <translation>Write what is to be changed first.</translation>
  </message>
  <message>
   <source>修改 {0} 件</source>
   <translation>Change {0} works</translation>
  </message>
  <message>
   <source>照这样没有一件会改</source>
   <translation>Nothing would change like this</translation>
  </message>
  <message>
   <source>{0}：{1} 件</source>
   <translation>{0}: {1} works</translation>
  </message>
  <message>
   <source>，其中 {0} 件原有内容会被换掉</source>
   <translation>, of which {0} hold something now that is replaced</translation>
  </message>
  <message>
   <source>{0} 件不变</source>
   <translation>{0} works stay as they are</translation>
  </message>
 </context>
 <context>
  <name>FieldRow</name>
  <message>
   <source>选一项…</source>
   <translation>Choose a field…</translation>
  </message>
  <message>
   <source>要改的一项</source>
   <translation>Field to be changed</translation>
  </message>
  <message>
   <source>不改这一项</source>
   <translation>Leave this field</translation>
  </message>
  <message>
   <source>只留在本机</source>
   <translation>Local only</translation>
  </message>
  <message>
   <source>空着：清空这一项</source>
   <translation>Empty: clears the field</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>Text</translation>
  </message>
 </context>
 <context>
  <name>ManyRecords</name>
  <message>
   <source>成批修改</source>
   <translation>Edit many</translation>
  </message>
  <message>
   <source>已修改 {0} 件</source>
   <translation>{0} works changed</translation>
  </message>
  <message>
   <source>{0} 件移入回收站</source>
   <translation>{0} works put in the trash</translation>
  </message>
  <message>
   <source>数一数会改几件</source>
   <translation>Count what will change</translation>
  </message>
  <message>
   <source>没有数成。</source>
   <translation>It was not counted.</translation>
  </message>
 </context>
 <context>
  <name>ExportMenu</name>
  <message>
   <source>Excel 工作簿，给登记和审校（.xlsx）</source>
   <translation>Excel workbook, for registers and readers (.xlsx)</translation>
  </message>
  <message>
   <source>CSV 表格（.csv）</source>
   <translation>CSV tables (.csv)</translation>
  </message>
  <message>
   <source>JSON Lines，给程序（.jsonl）</source>
   <translation>JSON Lines, for programs (.jsonl)</translation>
  </message>
  <message>
   <source>图录，供打印（.pdf）</source>
   <translation>Catalogue, for print (.pdf)</translation>
  </message>
  <message>
   <source>IIIF 3 与切图，放到网上（文件夹）</source>
   <translation>IIIF 3 with tiles, for the web (folder)</translation>
  </message>
  <message>
   <source>LIDO 1.1，给文博数据平台（.xml）</source>
   <translation>LIDO 1.1, for museum portals (.xml)</translation>
  </message>
  <message>
   <source>Dublin Core，给图书馆（.xml）</source>
   <translation>Dublin Core, for libraries (.xml)</translation>
  </message>
  <message>
   <source>XMP，给图像软件（文件夹）</source>
   <translation>XMP, for picture software (folder)</translation>
  </message>
  <message>
   <source>BagIt 存档包，连同原图（文件夹）</source>
   <translation>BagIt for archives, with the originals (folder)</translation>
  </message>
  <message>
   <source>并入别处审校过的表格…</source>
   <translation>Bring in a table read elsewhere…</translation>
  </message>
 </context>
 <context>
  <name>Exporting</name>
  <message>
   <source>导出</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>所选 {0} 件</source>
   <translation>The {0} selected works</translation>
  </message>
  <message>
   <source>这里的 {0} 件</source>
   <translation>The {0} works here</translation>
  </message>
  <message>
   <source>写在每一幅图的地址里；还不知道就用这一个，以后可以再导出。</source>
   <translation>It stands in the address of every picture. If it is not known yet, take this one and export again later.</translation>
  </message>
  <message>
   <source>这个文件夹会放在哪个网址下</source>
   <translation>At which address the folder will be published</translation>
  </message>
  <message>
   <source>导出 {0} 件</source>
   <translation>Export {0} works</translation>
  </message>
  <message>
   <source>已导出 {0} 件：{1}</source>
   <translation>{0} works exported: {1}</translation>
  </message>
  <message>
   <source>，{0} 处没有写出</source>
   <translation>, {0} things were left out</translation>
  </message>
  <message>
   <source>没有做成。</source>
   <translation>It was not done.</translation>
  </message>
  <message>
   <source>审校表</source>
   <translation>Table of captions</translation>
  </message>
  <message>
   <source>并入别处审校过的表格</source>
   <translation>Bring in a table read elsewhere</translation>
  </message>
  <message>
   <source>比对「{0}」</source>
   <translation>Compare “{0}”</translation>
  </message>
  <message>
   <source>「{0}」里没有说明。</source>
   <translation>“{0}” holds no captions.</translation>
  </message>
  <message>
   <source>请选从这里导出的 Excel、CSV 或 JSON Lines，其中要有说明一表。</source>
   <translation>Choose an Excel, CSV or JSON Lines file exported here, the one with the captions.</translation>
  </message>
  <message>
   <source>{0} 条可以并入</source>
   <translation>{0} can be brought in</translation>
  </message>
  <message>
   <source>已并入 {0} 条说明</source>
   <translation>{0} captions brought in</translation>
  </message>
  <message>
   <source>，{0} 条留这里的</source>
   <translation>, {0} stay as they are here</translation>
  </message>
 </context>
 <context>
  <name>MergeSheet</name>
  <message>
   <source>并入审校表</source>
   <translation>Bring captions in</translation>
  </message>
  <message>
   <source>都留这里的</source>
   <translation>Keep all as here</translation>
  </message>
  <message>
   <source>都用表格里的</source>
   <translation>Take all from the table</translation>
  </message>
  <message>
   <source>{0} 条说明会改</source>
   <translation>{0} captions will change</translation>
  </message>
  <message>
   <source>{0} 条两边一样</source>
   <translation>{0} are the same on both sides</translation>
  </message>
  <message>
   <source>{0} 条是这里从前的文字，不动</source>
   <translation>{0} are what stood here before; nothing is done</translation>
  </message>
  <message>
   <source>两边都改过的 {0} 条</source>
   <translation>{0} changed on both sides</translation>
  </message>
  <message>
   <source>另有 {0} 条没有列出，留这里的。</source>
   <translation>{0} more are not listed and stay as they are here.</translation>
  </message>
  <message>
   <source>并入 {0} 条</source>
   <translation>Bring in {0}</translation>
  </message>
  <message>
   <source>没有要并入的</source>
   <translation>There is nothing to bring in</translation>
  </message>
 </context>
 <context>
  <name>ConflictRow</name>
  <message>
   <source>留这里的</source>
   <translation>Keep what stands here</translation>
  </message>
  <message>
   <source>用表格里的</source>
   <translation>Take what the table says</translation>
  </message>
 </context>
 <context>
  <name>ExportedSheet</name>
  <message>
   <source>导出</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>已导出 {0} 件</source>
   <translation>{0} works exported</translation>
  </message>
 </context>
 <context>
  <name>ProblemRows</name>
  <message>
   <source>另有 {0} 条，都在表格里</source>
   <translation>{0} more, all in the table</translation>
  </message>
  <message>
   <source>{0} 处有问题</source>
   <translation>{0} problems</translation>
  </message>
  <message>
   <source>存为表格</source>
   <translation>Save as a table</translation>
  </message>
 </context>
</TS>
