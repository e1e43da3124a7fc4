<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>ComparePage</name>
  <message>
   <source>找画</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>找文</source>
   <translation>Texts</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>Go to Finetune</translation>
  </message>
  <message>
   <source>用你们的话找画，回车开始</source>
   <translation>Say what to find, then Enter</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>用一张图找</source>
   <translation>By picture</translation>
  </message>
  <message>
   <source>找什么</source>
   <translation>What to find</translation>
  </message>
  <message>
   <source>试试</source>
   <translation>Try</translation>
  </message>
  <message>
   <source>检索</source>
   <translation>Search</translation>
  </message>
  <message>
   <source>这一件</source>
   <translation>This hit</translation>
  </message>
  <message>
   <source>像「{name}」的</source>
   <translation>Like “{name}”</translation>
  </message>
  <message>
   <source>图片 ({patterns})</source>
   <translation>Pictures ({patterns})</translation>
  </message>
  <message>
   <source>像《{title}》的</source>
   <translation>Like “{title}”</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>Run {number}</translation>
  </message>
  <message>
   <source>{count} 件，全在本机</source>
   <translation>{count} works, all on this PC</translation>
  </message>
  <message>
   <source>{count} 件，{seconds} 秒，全在本机</source>
   <translation>{count} works, {seconds} s, all on this PC</translation>
  </message>
  <message>
   <source>正在检索</source>
   <translation>Searching</translation>
  </message>
  <message>
   <source>{count} 件；训练之后这里有两列</source>
   <translation>{count} works; two columns after a training</translation>
  </message>
  <message>
   <source>检索对比</source>
   <translation>Compare</translation>
  </message>
 </context>
 <context>
  <name>HitPanel</name>
  <message>
   <source>在藏品里看</source>
   <translation>Show in collection</translation>
  </message>
  <message>
   <source>找相似</source>
   <translation>Find similar</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
 </context>
 <context>
  <name>RankLines</name>
  <message>
   <source>↓ 第 {rank}</source>
   <translation>↓ {rank}</translation>
  </message>
 </context>
 <context>
  <name>SearchBoard</name>
  <message>
   <source>零样本</source>
   <translation>Zero-shot</translation>
  </message>
  <message>
   <source>底本，未训练</source>
   <translation>base, untrained</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>Finetuned</translation>
  </message>
  <message>
   <source>{column}第 {rank}，相似 {score}</source>
   <translation>{column} rank {rank}, similarity {score}</translation>
  </message>
  <message>
   <source>；{column}第 {rank}</source>
   <translation>; {column} rank {rank}</translation>
  </message>
  <message>
   <source>↑ 原 {rank} 外</source>
   <translation>↑ from {rank}+</translation>
  </message>
  <message>
   <source>↑ 原 {rank}</source>
   <translation>↑ from {rank}</translation>
  </message>
 </context>
</TS>
