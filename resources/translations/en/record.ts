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
</TS>
