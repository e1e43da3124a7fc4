<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>CaptionRow</name>
  <message>
   <source>对照原稿</source>
   <translation>Show changes</translation>
  </message>
  <message>
   <source>还没有这一种说明。</source>
   <translation>No caption of this kind yet.</translation>
  </message>
  <message>
   <source>原稿来自登记册</source>
   <translation>From the register</translation>
  </message>
  <message>
   <source>原稿 {drafter}</source>
   <translation>Draft by {drafter}</translation>
  </message>
  <message>
   <source>原稿 离线撰稿</source>
   <translation>Drafted offline</translation>
  </message>
  <message>
   <source>原稿 {author}</source>
   <translation>By {author}</translation>
  </message>
  <message>
   <source>提示 {version}</source>
   <translation>prompt {version}</translation>
  </message>
  <message>
   <source>添 {added} 字，删 {removed} 字</source>
   <translation>{added} added, {removed} removed</translation>
  </message>
  <message>
   <source>{author} 改</source>
   <translation>edited by {author}</translation>
  </message>
  <message>
   <source>{by} 通过于 {day}</source>
   <translation>approved by {by} on {day}</translation>
  </message>
 </context>
 <context>
  <name>Facts</name>
  <message>
   <source>藏号</source>
   <translation>No.</translation>
  </message>
  <message>
   <source>品式</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>作者</source>
   <translation>Artist</translation>
  </message>
  <message>
   <source>尺寸</source>
   <translation>Size</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
 </context>
 <context>
  <name>ReviewPage</name>
  <message>
   <source>适合窗口</source>
   <translation>Fit</translation>
  </message>
  <message>
   <source>原大</source>
   <translation>Actual size</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Captions</translation>
  </message>
  <message>
   <source>审校</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>没有图片</source>
   <translation>No picture</translation>
  </message>
  <message>
   <source>已通过{kind}</source>
   <translation>Approved: {kind}</translation>
  </message>
  <message>
   <source>已退回{kind}</source>
   <translation>Rejected: {kind}</translation>
  </message>
  <message>
   <source>没有可以撤销的了</source>
   <translation>Nothing left to undo</translation>
  </message>
  <message>
   <source>已撤销典籍里的上一步</source>
   <translation>Undid the last step in Texts</translation>
  </message>
 </context>
 <context>
  <name>ReviewPanel</name>
  <message>
   <source>上一幅</source>
   <translation>Previous</translation>
  </message>
  <message>
   <source>下一幅</source>
   <translation>Next</translation>
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
   <source>撤销</source>
   <translation>Undo</translation>
  </message>
  <message>
   <source>通过{kind}</source>
   <translation>Approve {kind}</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open read-only.</translation>
  </message>
  <message>
   <source>这一种还没有说明。</source>
   <translation>There is no caption of this kind.</translation>
  </message>
  <message>
   <source>已经通过了。</source>
   <translation>It is approved already.</translation>
  </message>
  <message>
   <source>已经退回了。</source>
   <translation>It is rejected already.</translation>
  </message>
  <message>
   <source>第 {number} 幅，共 {total} 幅</source>
   <translation>{number} of {total}</translation>
  </message>
 </context>
 <context>
  <name>_Rest</name>
  <message>
   <source>审校</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>看藏品</source>
   <translation>Show the collection</translation>
  </message>
  <message>
   <source>都审过了：{count} 条已通过</source>
   <translation>All reviewed: {count} captions approved</translation>
  </message>
  <message>
   <source>下一步是训练：让模型学会你们的用语。</source>
   <translation>Next comes training: teach the model your words.</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>Go to Finetune</translation>
  </message>
  <message>
   <source>还没有草稿</source>
   <translation>No drafts yet</translation>
  </message>
  <message>
   <source>先为画撰稿，草稿写成了会在这里等你审。</source>
   <translation>Draft captions first; they will wait here for you.</translation>
  </message>
  <message>
   <source>去撰稿</source>
   <translation>Go to Draft</translation>
  </message>
 </context>
</TS>
