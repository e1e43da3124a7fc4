<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>CopyQuestion</name>
  <message>
   <source>取消</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>只记下位置</source>
   <translation>只記下位置</translation>
  </message>
  <message>
   <source>拷进藏品</source>
   <translation>複製進藏品</translation>
  </message>
  <message>
   <source>拷进藏品：藏品自成一体，随处可用，占同样大的空间；这块磁盘还余 {0}。
只记下位置：不占空间，但原图须一直留在原处。</source>
   <translation>複製進藏品：藏品自成一體，隨處可用，佔同樣大的空間；這塊磁碟還餘 {0}。
只記下位置：不佔空間，但原圖須一直留在原處。</translation>
  </message>
  <message>
   <source>这些图片共 {0}</source>
   <translation>這些圖片共 {0}</translation>
  </message>
  <message>
   <source>这块磁盘放不下</source>
   <translation>這塊磁碟放不下</translation>
  </message>
 </context>
 <context>
  <name>ImportPage</name>
  <message numerus="yes">
   <source>%n 则典籍</source>
   <translation>
    <numerusform>%n 則典籍</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 条别处审校过的描述</source>
   <translation>
    <numerusform>%n 條別處審校過的圖說</numerusform>
   </translation>
  </message>
  <message>
   <source>IIIF 清单、LIDO 或藏品 JSON 的网址。只在此时连接这个网址和其中的图像，不连别处。</source>
   <translation>IIIF 清單、LIDO 或藏品 JSON 的網址。只在此時連線這個網址和其中的影像，不連別處。</translation>
  </message>
  <message>
   <source>{0} 张原图不在原处，找回了 {1} 张</source>
   <translation>{0} 張原圖不在原處，找回了 {1} 張</translation>
  </message>
  <message>
   <source>{0} 行，{1} 行可入藏</source>
   <translation>{0} 列，{1} 列可入藏</translation>
  </message>
  <message>
   <source>下次遇到同样的栏目，就用这个方案。</source>
   <translation>下次遇到同樣的欄位，就用這個方案。</translation>
  </message>
  <message>
   <source>入藏</source>
   <translation>入藏</translation>
  </message>
  <message numerus="yes">
   <source>入藏 %n 件</source>
   <translation>
    <numerusform>入藏 %n 件</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>入藏 %n 则</source>
   <translation>
    <numerusform>入藏 %n 則</numerusform>
   </translation>
  </message>
  <message>
   <source>原图现在在哪个文件夹</source>
   <translation>原圖現在在哪個資料夾</translation>
  </message>
  <message>
   <source>原图都在，没有要找的</source>
   <translation>原圖都在，沒有要找的</translation>
  </message>
  <message>
   <source>去典籍</source>
   <translation>去典籍</translation>
  </message>
  <message>
   <source>去撰稿</source>
   <translation>去撰稿</translation>
  </message>
  <message>
   <source>图像文件夹；登记册（Excel、CSV、JSON）；IIIF 清单；LIDO；典籍（JSON、纯文本）。
原图只读取、不改动；写入之前先给你看一遍。</source>
   <translation>影像資料夾；登記冊（Excel、CSV、JSON）；IIIF 清單；LIDO；典籍（JSON、純文字）。
原圖只讀取、不改動；寫入之前先給你看一遍。</translation>
  </message>
  <message>
   <source>存为方案</source>
   <translation>存為方案</translation>
  </message>
  <message>
   <source>已停下，入藏了的都留着</source>
   <translation>已停下，入藏了的都留著</translation>
  </message>
  <message>
   <source>已入藏</source>
   <translation>已入藏</translation>
  </message>
  <message numerus="yes">
   <source>并入 %n 条</source>
   <translation>
    <numerusform>併入 %n 條</numerusform>
   </translation>
  </message>
  <message>
   <source>找回原图</source>
   <translation>找回原圖</translation>
  </message>
  <message>
   <source>找回移动过的原图…</source>
   <translation>找回移動過的原圖…</translation>
  </message>
  <message>
   <source>把来源拖到这里</source>
   <translation>把來源拖曳到這裡</translation>
  </message>
  <message>
   <source>换一个来源</source>
   <translation>換一個來源</translation>
  </message>
  <message>
   <source>正在看来源里有什么</source>
   <translation>正在看來源裡有什麼</translation>
  </message>
  <message>
   <source>没有一行可以入藏，原因在右边</source>
   <translation>沒有一列可以入藏，原因在右邊</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>藏品以唯讀方式開啟著。</translation>
  </message>
  <message>
   <source>输入网址</source>
   <translation>輸入網址</translation>
  </message>
  <message>
   <source>输入网址…</source>
   <translation>輸入網址…</translation>
  </message>
  <message>
   <source>这一次</source>
   <translation>這一次</translation>
  </message>
  <message>
   <source>选择图像或登记册的文件夹</source>
   <translation>選擇影像或登記冊的資料夾</translation>
  </message>
  <message>
   <source>选择文件…</source>
   <translation>選擇檔案…</translation>
  </message>
  <message>
   <source>选择文件夹…</source>
   <translation>選擇資料夾…</translation>
  </message>
  <message>
   <source>选择登记册、图像或典籍</source>
   <translation>選擇登記冊、影像或典籍</translation>
  </message>
  <message>
   <source>问题</source>
   <translation>問題</translation>
  </message>
 </context>
 <context>
  <name>ImportPreview</name>
  <message numerus="yes">
   <source>%n 件入藏</source>
   <translation>
    <numerusform>%n 件入藏</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 件更新</source>
   <translation>
    <numerusform>%n 件更新</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 件有图像</source>
   <translation>
    <numerusform>%n 件有影像</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 件没有变化</source>
   <translation>
    <numerusform>%n 件沒有變化</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 则典籍</source>
   <translation>
    <numerusform>%n 則典籍</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 条说明</source>
   <translation>
    <numerusform>%n 條圖說</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n 行没有入藏</source>
   <translation>
    <numerusform>%n 列沒有入藏</numerusform>
   </translation>
  </message>
  <message>
   <source>{0} 行 {1} 栏</source>
   <translation>{0} 列 {1} 欄</translation>
  </message>
  <message>
   <source>、</source>
   <translation>、</translation>
  </message>
  <message>
   <source>「{0}」是按栏里的内容推测的，请核对。</source>
   <translation>「{0}」是按欄裡的內容推測的，請核對。</translation>
  </message>
  <message>
   <source>「{0}」没有对应的项，原样存入备注。</source>
   <translation>「{0}」沒有對應的項，原樣存入備註。</translation>
  </message>
  <message>
   <source>入藏的画</source>
   <translation>入藏的畫</translation>
  </message>
  <message>
   <source>只记下原图在哪里，不拷进藏品</source>
   <translation>只記下原圖在哪裡，不複製進藏品</translation>
  </message>
  <message>
   <source>存为方案…</source>
   <translation>存為方案…</translation>
  </message>
  <message>
   <source>将入藏的画</source>
   <translation>將入藏的畫</translation>
  </message>
  <message>
   <source>方案</source>
   <translation>方案</translation>
  </message>
  <message>
   <source>栏目对应</source>
   <translation>欄位對應</translation>
  </message>
  <message>
   <source>没有新的</source>
   <translation>沒有新的</translation>
  </message>
  <message>
   <source>登记册</source>
   <translation>登記冊</translation>
  </message>
  <message>
   <source>说明一律存为草稿，由你审校</source>
   <translation>圖說一律存為草稿，由你審校</translation>
  </message>
  <message>
   <source>还没有一栏存为藏号，选定之后才能入藏。</source>
   <translation>還沒有一欄存為藏號，選定之後才能入藏。</translation>
  </message>
 </context>
 <context>
  <name>ImportSettling</name>
  <message numerus="yes">
   <source>%n 张都按名字配上</source>
   <translation>
    <numerusform>%n 張都按名字配上</numerusform>
   </translation>
  </message>
  <message>
   <source>并为一件</source>
   <translation>併為一件</translation>
  </message>
  <message numerus="yes">
   <source>看这 %n 件</source>
   <translation>
    <numerusform>看這 %n 件</numerusform>
   </translation>
  </message>
  <message>
   <source>配给 {0}</source>
   <translation>配給 {0}</translation>
  </message>
 </context>
 <context>
  <name>ImportTask</name>
  <message>
   <source>入藏</source>
   <translation>入藏</translation>
  </message>
  <message>
   <source>找回原图</source>
   <translation>找回原圖</translation>
  </message>
  <message>
   <source>看来源</source>
   <translation>看來源</translation>
  </message>
 </context>
 <context>
  <name>MappingTable</name>
  <message>
   <source>{0} 存为</source>
   <translation>{0} 存為</translation>
  </message>
  <message>
   <source>不出本机</source>
   <translation>不出本機</translation>
  </message>
  <message>
   <source>关键词</source>
   <translation>關鍵詞</translation>
  </message>
  <message>
   <source>前几行</source>
   <translation>前幾列</translation>
  </message>
  <message>
   <source>原样存入备注</source>
   <translation>原樣存入備註</translation>
  </message>
  <message>
   <source>同组编号</source>
   <translation>同組編號</translation>
  </message>
  <message>
   <source>图像</source>
   <translation>影像</translation>
  </message>
  <message>
   <source>图像所示</source>
   <translation>影像所示</translation>
  </message>
  <message>
   <source>图像说明</source>
   <translation>圖片說明</translation>
  </message>
  <message>
   <source>存为</source>
   <translation>存為</translation>
  </message>
  <message>
   <source>拟古说明</source>
   <translation>擬古圖說</translation>
  </message>
  <message>
   <source>按内容推测，请核对</source>
   <translation>按內容推測，請核對</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>標籤</translation>
  </message>
  <message>
   <source>登记册的栏</source>
   <translation>登記冊的欄</translation>
  </message>
  <message>
   <source>白话说明</source>
   <translation>白話圖說</translation>
  </message>
 </context>
 <context>
  <name>ProblemList</name>
  <message>
   <source>{0} 条，不影响其余</source>
   <translation>{0} 條，不影響其餘</translation>
  </message>
  <message>
   <source>原图只读取、不改动；再次入藏同一登记册时，只更新有变化的事项。</source>
   <translation>原圖只讀取、不改動；再次入藏同一登記冊時，只更新有變化的事項。</translation>
  </message>
  <message>
   <source>另有 {0} 条，存为表格可看全部。</source>
   <translation>另有 {0} 條，存為表格可看全部。</translation>
  </message>
  <message>
   <source>另有同样的 {0} 条</source>
   <translation>另有同樣的 {0} 條</translation>
  </message>
  <message>
   <source>存为表格</source>
   <translation>存為表格</translation>
  </message>
  <message>
   <source>没有发现</source>
   <translation>沒有發現</translation>
  </message>
  <message>
   <source>留意 {0} 条</source>
   <translation>留意 {0} 條</translation>
  </message>
  <message>
   <source>第 {0} 行</source>
   <translation>第 {0} 列</translation>
  </message>
  <message>
   <source>问题</source>
   <translation>問題</translation>
  </message>
 </context>
 <context>
  <name>SourceLine</name>
  <message>
   <source>另有 {0} 个来源</source>
   <translation>另有 {0} 個來源</translation>
  </message>
 </context>
</TS>
