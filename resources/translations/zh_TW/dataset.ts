<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>DatasetPage</name>
  <message>
   <source>{0} 件画没有图像，不会用于训练</source>
   <translation>{0} 件畫沒有影像，不會用於訓練</translation>
  </message>
  <message>
   <source>{0} 件画的图像与别件相同</source>
   <translation>{0} 件畫的影像與別件相同</translation>
  </message>
  <message>
   <source>{0} 件，{1} 条</source>
   <translation>{0} 件，{1} 條</translation>
  </message>
  <message>
   <source>{0} 条已通过的说明</source>
   <translation>{0} 條已通過的圖說</translation>
  </message>
  <message>
   <source>{0} 条已通过的说明，{1} 件画</source>
   <translation>{0} 條已通過的圖說，{1} 件畫</translation>
  </message>
  <message>
   <source>{0} 条训练说明超过 50 字元，按句分成几段来学，不截短</source>
   <translation>{0} 條訓練圖說超過 50 字元，按句分成幾段來學，不截短</translation>
  </message>
  <message>
   <source>{0} 条说明与别件画的相同</source>
   <translation>{0} 條圖說與別件畫的相同</translation>
  </message>
  <message>
   <source>{0} 条说明超过 50 字元，会被截短</source>
   <translation>{0} 條圖說超過 50 字元，會被截短</translation>
  </message>
  <message>
   <source>{0} 条说明里有模型不认识的字</source>
   <translation>{0} 條圖說裡有模型不認識的字</translation>
  </message>
  <message>
   <source>冻结数据集</source>
   <translation>凍結資料集</translation>
  </message>
  <message>
   <source>冻结数据集…</source>
   <translation>凍結資料集…</translation>
  </message>
  <message>
   <source>去审校</source>
   <translation>去審校</translation>
  </message>
  <message>
   <source>去撰稿</source>
   <translation>去撰稿</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>去訓練</translation>
  </message>
  <message>
   <source>只有通过了的说明才进数据集。先为画撰稿，再来审校。</source>
   <translation>只有通過了的圖說才進資料集。先為畫撰稿，再來審校。</translation>
  </message>
  <message>
   <source>只有通过了的说明才进数据集。有 {0} 条草稿等着审校。</source>
   <translation>只有通過了的圖說才進資料集。有 {0} 條草稿等著審校。</translation>
  </message>
  <message>
   <source>已写到 {0}</source>
   <translation>已寫到 {0}</translation>
  </message>
  <message>
   <source>把数据集写到哪个文件夹</source>
   <translation>把資料集寫到哪個資料夾</translation>
  </message>
  <message>
   <source>按画分组：同一件画的说明都在一边，测试才算数。</source>
   <translation>按畫分組：同一件畫的圖說都在一邊，測試才算數。</translation>
  </message>
  <message>
   <source>数据集</source>
   <translation>資料集</translation>
  </message>
  <message>
   <source>有一边没有画</source>
   <translation>有一邊沒有畫</translation>
  </message>
  <message>
   <source>查看</source>
   <translation>檢視</translation>
  </message>
  <message>
   <source>核对要学的说明</source>
   <translation>核對要學的圖說</translation>
  </message>
  <message>
   <source>检查</source>
   <translation>檢查</translation>
  </message>
  <message>
   <source>每个字都在模型的词表里</source>
   <translation>每個字都在模型的詞表裡</translation>
  </message>
  <message>
   <source>每件画都有图像</source>
   <translation>每件畫都有影像</translation>
  </message>
  <message>
   <source>没有两件画用同一张图</source>
   <translation>沒有兩件畫用同一張圖</translation>
  </message>
  <message>
   <source>没有两件画用同一条说明</source>
   <translation>沒有兩件畫用同一條圖說</translation>
  </message>
  <message>
   <source>没有说明超过 50 字元</source>
   <translation>沒有圖說超過 50 字元</translation>
  </message>
  <message>
   <source>测试</source>
   <translation>測試</translation>
  </message>
  <message>
   <source>留作测试的画</source>
   <translation>留作測試的畫</translation>
  </message>
  <message>
   <source>留意 · {0}</source>
   <translation>留意 · {0}</translation>
  </message>
  <message>
   <source>留意什么</source>
   <translation>留意什麼</translation>
  </message>
  <message>
   <source>藏号</source>
   <translation>藏號</translation>
  </message>
  <message>
   <source>要留意的说明</source>
   <translation>要留意的圖說</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>訓練</translation>
  </message>
  <message>
   <source>训练、验证、测试三边都有画</source>
   <translation>訓練、驗證、測試三邊都有畫</translation>
  </message>
  <message>
   <source>训练会学到的，就是这些</source>
   <translation>訓練會學到的，就是這些</translation>
  </message>
  <message>
   <source>训练时一眼也不看</source>
   <translation>訓練時一眼也不看</translation>
  </message>
  <message>
   <source>还没有可以学的</source>
   <translation>還沒有可以學的</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>驗證</translation>
  </message>
  <message>
   <source>；另有 {0} 条按句分段来学</source>
   <translation>；另有 {0} 條按句分段來學</translation>
  </message>
 </context>
</TS>
