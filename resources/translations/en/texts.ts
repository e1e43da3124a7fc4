<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>TextsPage</name>
  <message>
   <source>典籍段落</source>
   <translation>Passages</translation>
  </message>
  <message>
   <source>添加典籍</source>
   <translation>Add texts</translation>
  </message>
  <message>
   <source>先看示范藏品</source>
   <translation>See the demo first</translation>
  </message>
  <message>
   <source>典籍里的一段话可以配上画，让模型学会古人的说法。</source>
   <translation>A passage can be paired with pictures, so that the model learns how the ancients put it.</translation>
  </message>
  <message>
   <source>还没有典籍</source>
   <translation>No texts yet</translation>
  </message>
  <message>
   <source>相合的画</source>
   <translation>Matching pictures</translation>
  </message>
  <message>
   <source>段落</source>
   <translation>Passage</translation>
  </message>
  <message>
   <source>已通过注释</source>
   <translation>Annotation approved</translation>
  </message>
  <message>
   <source>已退回注释</source>
   <translation>Annotation rejected</translation>
  </message>
  <message>
   <source>没有可以撤销的了</source>
   <translation>Nothing left to undo</translation>
  </message>
  <message>
   <source>注释</source>
   <translation>Annotate</translation>
  </message>
  <message>
   <source>{count} 则待审</source>
   <translation>{count} to review</translation>
  </message>
  <message>
   <source>典籍</source>
   <translation>Texts</translation>
  </message>
  <message>
   <source>注释 {count} 则</source>
   <translation>Annotate {count}</translation>
  </message>
  <message>
   <source>藏品是只读打开的</source>
   <translation>The collection is open read-only</translation>
  </message>
  <message>
   <source>已收回通过</source>
   <translation>Approval withdrawn</translation>
  </message>
  <message>
   <source>已撤销审校里的上一步</source>
   <translation>Undid the last step made in Review</translation>
  </message>
 </context>
 <context>
  <name>annotation</name>
  <message>
   <source>原文没有说到位置。</source>
   <translation>The passage names no positions.</translation>
  </message>
  <message>
   <source>今译</source>
   <translation>Modern Chinese</translation>
  </message>
  <message>
   <source>英译</source>
   <translation>English</translation>
  </message>
  <message>
   <source>位置关系</source>
   <translation>Spatial relation</translation>
  </message>
  <message>
   <source>检索语</source>
   <translation>Search prompt</translation>
  </message>
  <message>
   <source>地名与建筑，每行一个：名称：类别</source>
   <translation>Places and buildings, one a line: name: type</translation>
  </message>
  <message>
   <source>未注释</source>
   <translation>Not annotated</translation>
  </message>
  <message>
   <source>还没有注释。可以由语言模型起草，也可以自己写；没有注释也能配画。</source>
   <translation>No annotation yet. A language model can draft it, or you write it; pictures can be paired without.</translation>
  </message>
  <message>
   <source>地名与建筑</source>
   <translation>Places and buildings</translation>
  </message>
  <message>
   <source>指着一句，另几处随之标出；句子的对应按次序、长短与共有的字推定。</source>
   <translation>Point at a sentence and the others show it; sentences are matched by order, length and shared characters.</translation>
  </message>
  <message>
   <source>没有标出地名或建筑。</source>
   <translation>No place or building is named.</translation>
  </message>
  <message>
   <source>原文里没有：{names}</source>
   <translation>Not in the original: {names}</translation>
  </message>
 </context>
 <context>
  <name>pairs</name>
  <message>
   <source>相似 {score}</source>
   <translation>similarity {score}</translation>
  </message>
  <message>
   <source>不合</source>
   <translation>No match</translation>
  </message>
  <message>
   <source>藏品是只读打开的</source>
   <translation>The collection is open read-only</translation>
  </message>
  <message>
   <source>已配</source>
   <translation>Paired</translation>
  </message>
  <message>
   <source>配为插图</source>
   <translation>Pair</translation>
  </message>
  <message>
   <source>相合的画</source>
   <translation>Matching pictures</translation>
  </message>
  <message>
   <source>检索语</source>
   <translation>Search prompt</translation>
  </message>
  <message>
   <source>还没有配画。用检索语在藏品里找，再由你定。</source>
   <translation>Nothing paired yet. Search the collection with the prompt, then decide.</translation>
  </message>
  <message>
   <source>正在找…</source>
   <translation>Searching…</translation>
  </message>
  <message>
   <source>再找几幅</source>
   <translation>Find more</translation>
  </message>
  <message>
   <source>找相合的画</source>
   <translation>Find matching pictures</translation>
  </message>
  <message>
   <source>这幅画的典籍</source>
   <translation>Passages for it</translation>
  </message>
  <message>
   <source>回到这一则</source>
   <translation>Back to the passage</translation>
  </message>
  <message>
   <source>找哪一类</source>
   <translation>Kind of work</translation>
  </message>
  <message>
   <source>各类</source>
   <translation>All kinds</translation>
  </message>
  <message>
   <source>Shift+J、K 选一对，Shift+A 配，Shift+R 不合</source>
   <translation>Shift+J, K choose a pair; Shift+A pairs, Shift+R turns down</translation>
  </message>
  <message>
   <source>相合的段落</source>
   <translation>Matching passages</translation>
  </message>
  <message>
   <source>还没有配上段落。用这幅画在典籍里找，再由你定。</source>
   <translation>No passage is paired yet. Search the texts with this picture; you decide.</translation>
  </message>
  <message>
   <source>再找几则</source>
   <translation>Find more</translation>
  </message>
  <message>
   <source>找相合的段落</source>
   <translation>Find matching passages</translation>
  </message>
 </context>
 <context>
  <name>passage_actions</name>
  <message>
   <source>通过注释</source>
   <translation>Approve</translation>
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
   <source>存为草稿</source>
   <translation>Keep as draft</translation>
  </message>
  <message>
   <source>不改了</source>
   <translation>Leave</translation>
  </message>
  <message>
   <source>由模型注释</source>
   <translation>Annotate by model</translation>
  </message>
  <message>
   <source>服务…</source>
   <translation>Service…</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>自己写</source>
   <translation>Write it</translation>
  </message>
  <message>
   <source>藏品是只读打开的</source>
   <translation>The collection is open read-only</translation>
  </message>
  <message>
   <source>收回通过</source>
   <translation>Withdraw</translation>
  </message>
 </context>
 <context>
  <name>TextPairs</name>
  <message>
   <source>找相合的段落</source>
   <translation>Find matching passages</translation>
  </message>
  <message>
   <source>找相合的画</source>
   <translation>Find matching pictures</translation>
  </message>
 </context>
</TS>
