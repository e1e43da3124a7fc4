<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>DatasetPage</name>
  <message>
   <source>数据集</source>
   <translation>Dataset</translation>
  </message>
  <message>
   <source>训练会学到的，就是这些</source>
   <translation>this is what training will learn</translation>
  </message>
  <message>
   <source>还没有可以学的</source>
   <translation>Nothing to learn from yet</translation>
  </message>
  <message>
   <source>只有通过了的说明才进数据集。有 {0} 条草稿等着审校。</source>
   <translation>Only approved captions enter the dataset. {0} drafts wait for review.</translation>
  </message>
  <message>
   <source>冻结数据集…</source>
   <translation>Freeze dataset…</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>Go to Finetune</translation>
  </message>
  <message>
   <source>去审校</source>
   <translation>Go to Review</translation>
  </message>
  <message>
   <source>按画分组：同一件画的说明都在一边，测试才算数。</source>
   <translation>Split by work: all captions of a work lie on one side, so that the test counts.</translation>
  </message>
  <message>
   <source>检查</source>
   <translation>Checks</translation>
  </message>
  <message>
   <source>留作测试的画</source>
   <translation>Held out for the test</translation>
  </message>
  <message>
   <source>训练时一眼也不看</source>
   <translation>never seen in training</translation>
  </message>
  <message>
   <source>藏号</source>
   <translation>No.</translation>
  </message>
  <message>
   <source>留意什么</source>
   <translation>What to look at</translation>
  </message>
  <message>
   <source>要留意的说明</source>
   <translation>Captions to look at</translation>
  </message>
  <message>
   <source>{0} 条已通过的说明，{1} 件画</source>
   <translation>{0} approved captions, {1} works</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>Train</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>Valid</translation>
  </message>
  <message>
   <source>测试</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>{0} 件，{1} 条</source>
   <translation>{0} works, {1} captions</translation>
  </message>
  <message>
   <source>每件画都有图像</source>
   <translation>Every work has its picture</translation>
  </message>
  <message>
   <source>没有说明超过 50 字元</source>
   <translation>No caption is longer than 50 tokens</translation>
  </message>
  <message>
   <source>每个字都在模型的词表里</source>
   <translation>Every character is in the vocabulary</translation>
  </message>
  <message>
   <source>没有两件画用同一条说明</source>
   <translation>No two works share a caption</translation>
  </message>
  <message>
   <source>没有两件画用同一张图</source>
   <translation>No two works share a picture</translation>
  </message>
  <message>
   <source>训练、验证、测试三边都有画</source>
   <translation>Train, valid and test all have works</translation>
  </message>
  <message>
   <source>{0} 件画没有图像，不会用于训练</source>
   <translation>{0} works have no picture and are left out</translation>
  </message>
  <message>
   <source>{0} 条说明超过 50 字元，会被截短</source>
   <translation>{0} captions are longer than 50 tokens and get cut</translation>
  </message>
  <message>
   <source>{0} 条说明里有模型不认识的字</source>
   <translation>{0} captions hold characters the model does not know</translation>
  </message>
  <message>
   <source>{0} 条说明与别件画的相同</source>
   <translation>{0} captions equal another work’s</translation>
  </message>
  <message>
   <source>{0} 件画的图像与别件相同</source>
   <translation>{0} works share a picture with another</translation>
  </message>
  <message>
   <source>有一边没有画</source>
   <translation>One side has no works</translation>
  </message>
  <message>
   <source>查看</source>
   <translation>Show</translation>
  </message>
  <message>
   <source>留意 · {0}</source>
   <translation>To look at · {0}</translation>
  </message>
  <message>
   <source>把数据集写到哪个文件夹</source>
   <translation>Write the dataset to which folder</translation>
  </message>
  <message>
   <source>冻结数据集</source>
   <translation>Freezing the dataset</translation>
  </message>
  <message>
   <source>已写到 {0}</source>
   <translation>Written to {0}</translation>
  </message>
  <message>
   <source>{0} 条训练说明超过 50 字元，按句分成几段来学，不截短</source>
   <translation>{0} captions are over 50 tokens and learned from in parts, by sentence; none is cut</translation>
  </message>
  <message>
   <source>；另有 {0} 条按句分段来学</source>
   <translation>; {0} more are learned from in parts</translation>
  </message>
  <message>
   <source>{0} 条已通过的说明</source>
   <translation>{0} approved captions</translation>
  </message>
  <message>
   <source>核对要学的说明</source>
   <translation>Looking through what is learned</translation>
  </message>
  <message>
   <source>去撰稿</source>
   <translation>Go to Draft</translation>
  </message>
  <message>
   <source>只有通过了的说明才进数据集。先为画撰稿，再来审校。</source>
   <translation>Only approved captions enter the dataset. Draft captions first, then review them.</translation>
  </message>
 </context>
</TS>
