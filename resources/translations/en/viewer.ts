<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>LargeView</name>
  <message>
   <source>适合窗口</source>
   <translation>Fit</translation>
  </message>
  <message>
   <source>原大</source>
   <translation>Actual size</translation>
  </message>
  <message>
   <source>回到藏品</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>旋转</source>
   <translation>Turn</translation>
  </message>
  <message>
   <source>镜像</source>
   <translation>Mirror</translation>
  </message>
  <message>
   <source>明暗</source>
   <translation>Light</translation>
  </message>
  <message>
   <source>同一比例</source>
   <translation>True sizes</translation>
  </message>
  <message>
   <source>两件的尺寸都记在册上，才能按同一比例看。</source>
   <translation>Both works need their size on record to be seen at one scale.</translation>
  </message>
  <message>
   <source>联动：开</source>
   <translation>Linked: on</translation>
  </message>
  <message>
   <source>联动：关</source>
   <translation>Linked: off</translation>
  </message>
  <message>
   <source>两幅一起缩放和移动</source>
   <translation>Both zoom and move together</translation>
  </message>
 </context>
 <context>
  <name>LightPanel</name>
  <message>
   <source>亮度</source>
   <translation>Brightness</translation>
  </message>
  <message>
   <source>对比度</source>
   <translation>Contrast</translation>
  </message>
  <message>
   <source>复原</source>
   <translation>Reset</translation>
  </message>
 </context>
 <context>
  <name>LargeLooking</name>
  <message>
   <source>并排看这两件</source>
   <translation>Compare side by side</translation>
  </message>
 </context>
</TS>
