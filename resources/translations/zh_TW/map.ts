<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>MapLegend</name>
  <message>
   <source>选中这一类</source>
   <translation>選中這一類</translation>
  </message>
 </context>
 <context>
  <name>MapPage</name>
  <message>
   <source>入藏之后，看来相像的画会排在一起。</source>
   <translation>入藏之後，看來相像的畫會排在一起。</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>再試</translation>
  </message>
  <message>
   <source>去入藏</source>
   <translation>去入藏</translation>
  </message>
  <message>
   <source>哪个模型</source>
   <translation>哪個模型</translation>
  </message>
  <message>
   <source>图谱</source>
   <translation>圖譜</translation>
  </message>
  <message>
   <source>圈中的画</source>
   <translation>圈中的畫</translation>
  </message>
  <message>
   <source>存为图片</source>
   <translation>存為圖片</translation>
  </message>
  <message>
   <source>已存为 {0}</source>
   <translation>已存為 {0}</translation>
  </message>
  <message>
   <source>并排</source>
   <translation>並排</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>微調</translation>
  </message>
  <message>
   <source>微调第 {0} 次</source>
   <translation>微調第 {0} 次</translation>
  </message>
  <message>
   <source>怎样铺开</source>
   <translation>怎樣鋪開</translation>
  </message>
  <message>
   <source>按什么分</source>
   <translation>按什麼分</translation>
  </message>
  <message>
   <source>按作者分形</source>
   <translation>按作者分形</translation>
  </message>
  <message>
   <source>按品式分形</source>
   <translation>按品式分形</translation>
  </message>
  <message>
   <source>按年代分形</source>
   <translation>按年代分形</translation>
  </message>
  <message>
   <source>按类别分形</source>
   <translation>按類別分形</translation>
  </message>
  <message>
   <source>按训练与留出分形</source>
   <translation>按訓練與留出分形</translation>
  </message>
  <message>
   <source>正在铺开</source>
   <translation>正在鋪開</translation>
  </message>
  <message>
   <source>越近，模型看来越像</source>
   <translation>越近，模型看來越像</translation>
  </message>
  <message>
   <source>越近，模型看来越像；训练之后可以并排看</source>
   <translation>越近，模型看來越像；訓練之後可以並排看</translation>
  </message>
  <message>
   <source>这里还没有画</source>
   <translation>這裡還沒有畫</translation>
  </message>
  <message>
   <source>铺开图谱</source>
   <translation>鋪開圖譜</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
 </context>
 <context>
  <name>MapPanel</name>
  <message>
   <source>{0} 件已齐</source>
   <translation>{0} 件已齊</translation>
  </message>
  <message>
   <source>{0} 件待审</source>
   <translation>{0} 件待審</translation>
  </message>
  <message>
   <source>{0} 件待撰</source>
   <translation>{0} 件待撰</translation>
  </message>
  <message>
   <source>三种说明</source>
   <translation>三種圖說</translation>
  </message>
  <message>
   <source>另有 {0} 件</source>
   <translation>另有 {0} 件</translation>
  </message>
  <message>
   <source>圈中 {0} 件</source>
   <translation>圈中 {0} 件</translation>
  </message>
  <message>
   <source>圈出一片看看</source>
   <translation>圈出一片看看</translation>
  </message>
  <message>
   <source>在藏品里看这 {0} 件</source>
   <translation>在藏品裡看這 {0} 件</translation>
  </message>
  <message>
   <source>按住 Shift 拖一圈，或点图例里的一类：这里列出圈中的画、它们共有的词和说明的进度。</source>
   <translation>按住 Shift 拖一圈，或點圖例裡的一類：這裡列出圈中的畫、它們共有的詞和圖說的進度。</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>清除</translation>
  </message>
  <message>
   <source>说明里常见</source>
   <translation>圖說裡常見</translation>
  </message>
  <message>
   <source>，</source>
   <translation>，</translation>
  </message>
 </context>
 <context>
  <name>MapStage</name>
  <message>
   <source>其他</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>图文连线</source>
   <translation>圖文連線</translation>
  </message>
  <message>
   <source>图谱：方向键到相邻的画，空格选中，回车打开</source>
   <translation>圖譜：方向鍵到相鄰的畫，空格選中，Enter 鍵開啟</translation>
  </message>
  <message>
   <source>存为图片</source>
   <translation>存為圖片</translation>
  </message>
  <message>
   <source>文字</source>
   <translation>文字</translation>
  </message>
  <message>
   <source>未著录</source>
   <translation>未著錄</translation>
  </message>
  <message>
   <source>滚轮缩放，按住 Shift 圈选</source>
   <translation>滾輪縮放，按住 Shift 圈選</translation>
  </message>
  <message>
   <source>留出</source>
   <translation>留出</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>訓練</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>驗證</translation>
  </message>
 </context>
</TS>
