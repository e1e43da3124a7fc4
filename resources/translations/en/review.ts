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
  <message>
   <source>{read} / {needed} 人已通过</source>
   <translation>{read} of {needed} approved</translation>
  </message>
  <message>
   <source>训练文仍用原字</source>
   <translation>Keep the character for training</translation>
  </message>
  <message>
   <source>训练文代以「{letters}」</source>
   <translation>Train with “{letters}”</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
  <message>
   <source>训练文 {pairs}</source>
   <translation>for training {pairs}</translation>
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
   <source>更多</source>
   <translation>More</translation>
  </message>
  <message>
   <source>收起清单</source>
   <translation>Close the list</translation>
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
  <message>
   <source>收回通过</source>
   <translation>Withdraw</translation>
  </message>
  <message>
   <source>你已经通过了，还要另一位。</source>
   <translation>You have approved it; another reader is wanted.</translation>
  </message>
  <message>
   <source>还没有通过，没有可收回的。</source>
   <translation>It is not approved, so there is nothing to withdraw.</translation>
  </message>
  <message>
   <source>清单 {number} / {total}</source>
   <translation>List {number} / {total}</translation>
  </message>
 </context>
 <context>
  <name>Rest</name>
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
 <context>
  <name>BulkSheet</name>
  <message>
   <source>成批通过</source>
   <translation>Approve many</translation>
  </message>
  <message>
   <source>哪几种</source>
   <translation>Kinds</translation>
  </message>
  <message>
   <source>谁写的</source>
   <translation>Drafted by</translation>
  </message>
  <message>
   <source>哪些作品</source>
   <translation>Works</translation>
  </message>
  <message>
   <source>题名、藏号、作者或说明里的字</source>
   <translation>Words in title, number, artist or caption</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>只要没有人改过的</source>
   <translation>Only those nobody has edited</translation>
  </message>
  <message>
   <source>不论谁写的</source>
   <translation>Whoever drafted them</translation>
  </message>
  <message>
   <source>{count} 条</source>
   <translation>{count} captions</translation>
  </message>
  <message>
   <source>有提示的不在内，留着逐条看</source>
   <translation>Leave out those with a remark</translation>
  </message>
  <message>
   <source>通过 {count} 条</source>
   <translation>Approve {count}</translation>
  </message>
  <message>
   <source>正在查看有没有要提示的。</source>
   <translation>Looking for anything to remark on.</translation>
  </message>
  <message>
   <source>没有合乎这些条件的草稿。</source>
   <translation>No draft fits these conditions.</translation>
  </message>
  <message>
   <source>有提示的</source>
   <translation>With a remark</translation>
  </message>
  <message>
   <source>另有 {count} 条</source>
   <translation>{count} more</translation>
  </message>
  <message>
   <source>草稿 {all} 条，在 {works} 件作品里：{kinds}</source>
   <translation>{all} drafts of {works} works: {kinds}</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
 </context>
 <context>
  <name>CommentsSheet</name>
  <message>
   <source>记下批注</source>
   <translation>Add comment</translation>
  </message>
  <message>
   <source>写给自己或另一位审校者；不进入训练。</source>
   <translation>For yourself or the other reader; never trained on.</translation>
  </message>
  <message>
   <source>批注</source>
   <translation>Comments</translation>
  </message>
  <message>
   <source>还没有批注。</source>
   <translation>No comments yet.</translation>
  </message>
  <message>
   <source>还没有写什么。</source>
   <translation>Nothing is written yet.</translation>
  </message>
 </context>
 <context>
  <name>HistoryDocument</name>
  <message>
   <source>{name}：审校经过</source>
   <translation>{name}: history of review</translation>
  </message>
  <message>
   <source>{day} · {count} 条，新的在前</source>
   <translation>{day} · {count} entries, newest first</translation>
  </message>
 </context>
 <context>
  <name>HistorySheet</name>
  <message>
   <source>全部经过存为表格</source>
   <translation>Save whole history as table</translation>
  </message>
  <message>
   <source>存为 PDF</source>
   <translation>Save as PDF</translation>
  </message>
  <message>
   <source>经过</source>
   <translation>History</translation>
  </message>
  <message>
   <source>这一种还没有说明，也就没有经过。</source>
   <translation>No caption of this kind yet, hence no history.</translation>
  </message>
  <message>
   <source>软件</source>
   <translation>the application</translation>
  </message>
  <message>
   <source>{before} → {after}</source>
   <translation>{before} → {after}</translation>
  </message>
  <message>
   <source>撰稿 {drafter}</source>
   <translation>drafter: {drafter}</translation>
  </message>
  <message>
   <source>提示 {version}</source>
   <translation>prompt {version}</translation>
  </message>
  <message>
   <source>图 {digest}</source>
   <translation>picture {digest}</translation>
  </message>
  <message>
   <source>后来撤销了</source>
   <translation>taken back later</translation>
  </message>
  <message>
   <source>离线</source>
   <translation>offline</translation>
  </message>
 </context>
 <context>
  <name>KeysSheet</name>
  <message>
   <source>快捷键</source>
   <translation>Keys</translation>
  </message>
  <message>
   <source>修改时字母就是文字：Ctrl+Enter 通过，Esc 存为草稿离开。输入法开着也一样。</source>
   <translation>While you edit, letters are text: Ctrl+Enter approves, Esc keeps a draft and leaves. The same with an input method on.</translation>
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
   <translation>Skip; comes back when the rest is done</translation>
  </message>
  <message>
   <source>收回通过</source>
   <translation>Withdraw an approval</translation>
  </message>
  <message>
   <source>撤销上一步，上次打开时的也可以</source>
   <translation>Undo the last step, also of an earlier session</translation>
  </message>
  <message>
   <source>下一条未审的草稿</source>
   <translation>Next draft not yet read</translation>
  </message>
  <message>
   <source>下一幅，上一幅</source>
   <translation>Next and previous work</translation>
  </message>
  <message>
   <source>白话，拟古，关键词</source>
   <translation>Modern, classical, tags</translation>
  </message>
  <message>
   <source>对照原稿</source>
   <translation>Show changes</translation>
  </message>
  <message>
   <source>适合窗口，原大</source>
   <translation>Fit the window, actual size</translation>
  </message>
  <message>
   <source>这条说明的经过</source>
   <translation>History of the caption</translation>
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
   <translation>Approve many</translation>
  </message>
  <message>
   <source>查找替换</source>
   <translation>Find and replace</translation>
  </message>
 </context>
 <context>
  <name>ProgressSheet</name>
  <message>
   <source>进度</source>
   <translation>Progress</translation>
  </message>
  <message>
   <source>通过</source>
   <translation>Approved</translation>
  </message>
  <message>
   <source>退回</source>
   <translation>Rejected</translation>
  </message>
  <message>
   <source>各种说明</source>
   <translation>By kind</translation>
  </message>
  <message>
   <source>种类</source>
   <translation>Kind</translation>
  </message>
  <message>
   <source>草稿</source>
   <translation>Drafts</translation>
  </message>
  <message>
   <source>未写</source>
   <translation>Lacking</translation>
  </message>
  <message>
   <source>各位审校者</source>
   <translation>By curator</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edited</translation>
  </message>
  <message>
   <source>最近</source>
   <translation>Last</translation>
  </message>
  <message>
   <source>草稿改了多少</source>
   <translation>How much of a draft is changed</translation>
  </message>
  <message>
   <source>通过的说明里，平均每百字改了几个字；一字不改的有几成。</source>
   <translation>Of approved captions: characters changed in a hundred, and how many were left as drafted.</translation>
  </message>
  <message>
   <source>撰稿与提示</source>
   <translation>Drafter, prompt</translation>
  </message>
  <message>
   <source>条</source>
   <translation>Captions</translation>
  </message>
  <message>
   <source>改</source>
   <translation>Changed</translation>
  </message>
  <message>
   <source>未改</source>
   <translation>As drafted</translation>
  </message>
  <message>
   <source>{drafts}（一人已读 {read}）</source>
   <translation>{drafts} ({read} read once)</translation>
  </message>
  <message>
   <source>登记册</source>
   <translation>Register</translation>
  </message>
  <message>
   <source>在线撰稿</source>
   <translation>Drafted online</translation>
  </message>
  <message>
   <source>离线撰稿</source>
   <translation>Drafted offline</translation>
  </message>
  <message>
   <source>审校者手写</source>
   <translation>Written by a curator</translation>
  </message>
 </context>
 <context>
  <name>ReplaceSheet</name>
  <message>
   <source>查找替换</source>
   <translation>Find and replace</translation>
  </message>
  <message>
   <source>查找</source>
   <translation>Find</translation>
  </message>
  <message>
   <source>换成</source>
   <translation>Replace with</translation>
  </message>
  <message>
   <source>将要改的说明</source>
   <translation>Captions that would change</translation>
  </message>
  <message>
   <source>也改已通过的；改了的变回草稿，要再审</source>
   <translation>Approved ones too; they become drafts</translation>
  </message>
  <message>
   <source>写下要找的字。改之前每一处都先给你看。</source>
   <translation>Write what to look for. You see every change before it is made.</translation>
  </message>
  <message>
   <source>没有一条说明里有这些字。</source>
   <translation>No caption has these characters.</translation>
  </message>
  <message>
   <source>{all} 条里有，选中 {count} 条</source>
   <translation>Found in {all}, {count} selected</translation>
  </message>
  <message>
   <source>替换 {count} 条</source>
   <translation>Replace in {count}</translation>
  </message>
  <message>
   <source>没有选中要改的说明。</source>
   <translation>No caption is selected.</translation>
  </message>
 </context>
 <context>
  <name>ReviewActs</name>
  <message>
   <source>已通过{kind}</source>
   <translation>Approved: {kind}</translation>
  </message>
  <message>
   <source>已通过{kind}，还要另一位审校者</source>
   <translation>Approved: {kind}; another reader is wanted</translation>
  </message>
  <message>
   <source>已退回{kind}</source>
   <translation>Rejected: {kind}</translation>
  </message>
  <message>
   <source>已收回，{kind}又是草稿了</source>
   <translation>Withdrawn: {kind} is a draft again</translation>
  </message>
  <message>
   <source>没有可以撤销的了</source>
   <translation>Nothing left to undo</translation>
  </message>
  <message>
   <source>已撤销典籍里的上一步</source>
   <translation>The last step, in Texts, is undone</translation>
  </message>
  <message>
   <source>已撤销：{count} 条说明恢复原样</source>
   <translation>Undone: {count} captions are as they were</translation>
  </message>
 </context>
 <context>
  <name>ReviewSheets</name>
  <message>
   <source>跳过</source>
   <translation>Skip</translation>
  </message>
  <message>
   <source>下一条草稿</source>
   <translation>Next draft</translation>
  </message>
  <message>
   <source>成批通过…</source>
   <translation>Approve many…</translation>
  </message>
  <message>
   <source>查找替换…</source>
   <translation>Find and replace…</translation>
  </message>
  <message>
   <source>这条说明的经过</source>
   <translation>History of the caption</translation>
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
   <source>每条由两人通过</source>
   <translation>Two readers approve each caption</translation>
  </message>
  <message>
   <source>快捷键</source>
   <translation>Keys</translation>
  </message>
  <message>
   <source>从现在起，每条说明要两个人通过；已通过的不变。</source>
   <translation>From now on each caption wants two readers; what is approved stays approved.</translation>
  </message>
  <message>
   <source>从现在起，一个人通过就算。</source>
   <translation>From now on one reader is enough.</translation>
  </message>
  <message>
   <source>计算草稿改了多少</source>
   <translation>Measuring how much of the drafts is changed</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open for reading only.</translation>
  </message>
  <message>
   <source>这一种还没有说明。</source>
   <translation>No caption of this kind yet.</translation>
  </message>
  <message>
   <source>查看草稿</source>
   <translation>Looking through drafts</translation>
  </message>
  <message>
   <source>已通过 {count} 条</source>
   <translation>Approved {count}</translation>
  </message>
  <message>
   <source>已替换 {count} 条</source>
   <translation>Replaced in {count}</translation>
  </message>
  <message>
   <source>表格 (*.csv)</source>
   <translation>Table (*.csv)</translation>
  </message>
  <message>
   <source>存审校经过</source>
   <translation>Save the history of review</translation>
  </message>
  <message>
   <source>已存到 {name}</source>
   <translation>Saved to {name}</translation>
  </message>
 </context>
 <context>
  <name>Sheet</name>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>RareLine</name>
  <message>
   <source>这台电脑的字体都没有：{characters}。存下的仍是原字。</source>
   <translation>No font of this computer has {characters}. What is kept is the character itself.</translation>
  </message>
 </context>
</TS>
