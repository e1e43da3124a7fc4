<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>MapPage</name>
  <message>
   <source>按什么分</source>
   <translation>By what they differ</translation>
  </message>
  <message>
   <source>按品式分形</source>
   <translation>By format</translation>
  </message>
  <message>
   <source>按年代分形</source>
   <translation>By dynasty</translation>
  </message>
  <message>
   <source>按作者分形</source>
   <translation>By artist</translation>
  </message>
  <message>
   <source>按类别分形</source>
   <translation>By kind of work</translation>
  </message>
  <message>
   <source>按训练与留出分形</source>
   <translation>By split</translation>
  </message>
  <message>
   <source>怎样铺开</source>
   <translation>How it is laid out</translation>
  </message>
  <message>
   <source>哪个模型</source>
   <translation>Which model</translation>
  </message>
  <message>
   <source>去入藏</source>
   <translation>Import</translation>
  </message>
  <message>
   <source>这里还没有画</source>
   <translation>No pictures here yet</translation>
  </message>
  <message>
   <source>入藏之后，看来相像的画会排在一起。</source>
   <translation>After the import, pictures that look alike will stand together.</translation>
  </message>
  <message>
   <source>铺开图谱</source>
   <translation>Laying out the map</translation>
  </message>
  <message>
   <source>圈中的画</source>
   <translation>Chosen</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
  <message>
   <source>图谱</source>
   <translation>Map</translation>
  </message>
  <message>
   <source>存为图片</source>
   <translation>Save as a picture</translation>
  </message>
  <message>
   <source>已存为 {0}</source>
   <translation>Saved as {0}</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>Zero-shot</translation>
  </message>
  <message>
   <source>并排</source>
   <translation>Side by side</translation>
  </message>
  <message>
   <source>微调第 {0} 次</source>
   <translation>Run {0}</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>Finetuned</translation>
  </message>
  <message>
   <source>越近，模型看来越像</source>
   <translation>Closer is more alike</translation>
  </message>
  <message>
   <source>正在铺开</source>
   <translation>Laying out</translation>
  </message>
  <message>
   <source>越近，模型看来越像；训练之后可以并排看</source>
   <translation>The closer, the more alike to the model; side by side after a finetuning</translation>
  </message>
 </context>
 <context>
  <name>MapStage</name>
  <message>
   <source>文字</source>
   <translation>Texts</translation>
  </message>
  <message>
   <source>图文连线</source>
   <translation>Lines to texts</translation>
  </message>
  <message>
   <source>存为图片</source>
   <translation>Save as a picture</translation>
  </message>
  <message>
   <source>滚轮缩放，按住 Shift 圈选</source>
   <translation>Wheel zooms, Shift and drag chooses</translation>
  </message>
  <message>
   <source>图谱：方向键到相邻的画，空格选中，回车打开</source>
   <translation>Map: arrows go to the neighbour, Space takes it, Enter opens it</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Others</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>Validation</translation>
  </message>
  <message>
   <source>留出</source>
   <translation>Held out</translation>
  </message>
  <message>
   <source>未著录</source>
   <translation>Not catalogued</translation>
  </message>
 </context>
 <context>
  <name>MapLegend</name>
  <message>
   <source>选中这一类</source>
   <translation>Choose this group</translation>
  </message>
 </context>
 <context>
  <name>MapPanel</name>
  <message>
   <source>圈中 {0} 件</source>
   <translation>{0} chosen</translation>
  </message>
  <message>
   <source>圈出一片看看</source>
   <translation>Circle a part of the map</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>按住 Shift 拖一圈，或点图例里的一类：这里列出圈中的画、它们共有的词和说明的进度。</source>
   <translation>Hold Shift and drag around some, or click a group of the legend: here come the pictures, the words they share, and how far their captions are.</translation>
  </message>
  <message>
   <source>另有 {0} 件</source>
   <translation>and {0} more</translation>
  </message>
  <message>
   <source>说明里常见</source>
   <translation>Common in their captions</translation>
  </message>
  <message>
   <source>三种说明</source>
   <translation>Three captions</translation>
  </message>
  <message>
   <source>{0} 件已齐</source>
   <translation>{0} complete</translation>
  </message>
  <message>
   <source>{0} 件待审</source>
   <translation>{0} to review</translation>
  </message>
  <message>
   <source>{0} 件待撰</source>
   <translation>{0} to draft</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
  <message>
   <source>在藏品里看这 {0} 件</source>
   <translation>Show these {0} in the collection</translation>
  </message>
 </context>
</TS>
