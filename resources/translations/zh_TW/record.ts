<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>BulkEditSheet</name>
  <message>
   <source>{0} 件不变</source>
   <translation>{0} 件不變</translation>
  </message>
  <message>
   <source>{0} 件会改</source>
   <translation>{0} 件會改</translation>
  </message>
  <message>
   <source>{0}：{1} 件</source>
   <translation>{0}：{1} 件</translation>
  </message>
  <message>
   <source>事项</source>
   <translation>事項</translation>
  </message>
  <message>
   <source>修改 {0} 件</source>
   <translation>修改 {0} 件</translation>
  </message>
  <message>
   <source>先写要改什么。</source>
   <translation>先寫要改什麼。</translation>
  </message>
  <message>
   <source>再加一项</source>
   <translation>再加一項</translation>
  </message>
  <message>
   <source>加上</source>
   <translation>加上</translation>
  </message>
  <message>
   <source>去掉</source>
   <translation>去掉</translation>
  </message>
  <message>
   <source>只填空着的，已有内容的不动</source>
   <translation>只填空著的，已有內容的不動</translation>
  </message>
  <message>
   <source>成批修改</source>
   <translation>批次修改</translation>
  </message>
  <message>
   <source>所选 {0} 件</source>
   <translation>所選 {0} 件</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>標籤</translation>
  </message>
  <message>
   <source>标签，Enter</source>
   <translation>標籤，Enter</translation>
  </message>
  <message>
   <source>照这样没有一件会改</source>
   <translation>照這樣沒有一件會改</translation>
  </message>
  <message>
   <source>，其中 {0} 件原有内容会被换掉</source>
   <translation>，其中 {0} 件原有內容會被換掉</translation>
  </message>
 </context>
 <context>
  <name>ConflictRow</name>
  <message>
   <source>用表格里的</source>
   <translation>用表格裡的</translation>
  </message>
  <message>
   <source>留这里的</source>
   <translation>留這裡的</translation>
  </message>
 </context>
 <context>
  <name>ExportMenu</name>
  <message>
   <source>BagIt 存档包，连同原图（文件夹）</source>
   <translation>BagIt 存檔包，連同原圖（資料夾）</translation>
  </message>
  <message>
   <source>CSV 表格（.csv）</source>
   <translation>CSV 表格（.csv）</translation>
  </message>
  <message>
   <source>Dublin Core，给图书馆（.xml）</source>
   <translation>Dublin Core，給圖書館（.xml）</translation>
  </message>
  <message>
   <source>Excel 工作簿，给登记和审校（.xlsx）</source>
   <translation>Excel 活頁簿，給登記和審校（.xlsx）</translation>
  </message>
  <message>
   <source>IIIF 3 与切图，放到网上（文件夹）</source>
   <translation>IIIF 3 與切圖，放到網上（資料夾）</translation>
  </message>
  <message>
   <source>JSON Lines，给程序（.jsonl）</source>
   <translation>JSON Lines，給程式（.jsonl）</translation>
  </message>
  <message>
   <source>LIDO 1.1，给文博数据平台（.xml）</source>
   <translation>LIDO 1.1，給博物館資料平臺（.xml）</translation>
  </message>
  <message>
   <source>XMP，给图像软件（文件夹）</source>
   <translation>XMP，給影像軟體（資料夾）</translation>
  </message>
  <message>
   <source>图录，供打印（.pdf）</source>
   <translation>圖錄，供列印（.pdf）</translation>
  </message>
  <message>
   <source>并入别处审校过的表格…</source>
   <translation>併入別處審校過的表格…</translation>
  </message>
 </context>
 <context>
  <name>ExportedSheet</name>
  <message>
   <source>导出</source>
   <translation>匯出</translation>
  </message>
  <message>
   <source>已导出 {0} 件</source>
   <translation>已匯出 {0} 件</translation>
  </message>
 </context>
 <context>
  <name>Exporting</name>
  <message>
   <source>{0} 条可以并入</source>
   <translation>{0} 條可以併入</translation>
  </message>
  <message>
   <source>「{0}」里没有说明。</source>
   <translation>「{0}」裡沒有圖說。</translation>
  </message>
  <message>
   <source>写在每一幅图的地址里；还不知道就用这一个，以后可以再导出。</source>
   <translation>寫在每一幅圖的位址裡；還不知道就用這一個，以後可以再匯出。</translation>
  </message>
  <message>
   <source>审校表</source>
   <translation>審校表</translation>
  </message>
  <message>
   <source>导出</source>
   <translation>匯出</translation>
  </message>
  <message>
   <source>导出 {0} 件</source>
   <translation>匯出 {0} 件</translation>
  </message>
  <message>
   <source>已导出 {0} 件：{1}</source>
   <translation>已匯出 {0} 件：{1}</translation>
  </message>
  <message>
   <source>已并入 {0} 条说明</source>
   <translation>已併入 {0} 條圖說</translation>
  </message>
  <message>
   <source>并入别处审校过的表格</source>
   <translation>併入別處審校過的表格</translation>
  </message>
  <message>
   <source>所选 {0} 件</source>
   <translation>所選 {0} 件</translation>
  </message>
  <message>
   <source>比对「{0}」</source>
   <translation>比對「{0}」</translation>
  </message>
  <message>
   <source>没有做成。</source>
   <translation>沒有做成。</translation>
  </message>
  <message>
   <source>请选从这里导出的 Excel、CSV 或 JSON Lines，其中要有说明一表。</source>
   <translation>請選從這裡匯出的 Excel、CSV 或 JSON Lines，其中要有圖說一表。</translation>
  </message>
  <message>
   <source>这个文件夹会放在哪个网址下</source>
   <translation>這個資料夾會放在哪個網址下</translation>
  </message>
  <message>
   <source>这里的 {0} 件</source>
   <translation>這裡的 {0} 件</translation>
  </message>
  <message>
   <source>，{0} 处没有写出</source>
   <translation>，{0} 處沒有寫出</translation>
  </message>
  <message>
   <source>，{0} 条留这里的</source>
   <translation>，{0} 條留這裡的</translation>
  </message>
 </context>
 <context>
  <name>ExtraFields</name>
  <message>
   <source>事项</source>
   <translation>事項</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>內容</translation>
  </message>
  <message>
   <source>加一项</source>
   <translation>加一項</translation>
  </message>
  <message>
   <source>去掉「{0}」</source>
   <translation>去掉「{0}」</translation>
  </message>
 </context>
 <context>
  <name>FieldRow</name>
  <message>
   <source>不改这一项</source>
   <translation>不改這一項</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>內容</translation>
  </message>
  <message>
   <source>只留在本机</source>
   <translation>只留在本機</translation>
  </message>
  <message>
   <source>空着：清空这一项</source>
   <translation>空著：清空這一項</translation>
  </message>
  <message>
   <source>要改的一项</source>
   <translation>要改的一項</translation>
  </message>
  <message>
   <source>选一项…</source>
   <translation>選一項…</translation>
  </message>
 </context>
 <context>
  <name>ManyRecords</name>
  <message>
   <source>{0} 件移入回收站</source>
   <translation>{0} 件移入回收筒</translation>
  </message>
  <message>
   <source>已修改 {0} 件</source>
   <translation>已修改 {0} 件</translation>
  </message>
  <message>
   <source>成批修改</source>
   <translation>批次修改</translation>
  </message>
  <message>
   <source>数一数会改几件</source>
   <translation>數一數會改幾件</translation>
  </message>
  <message>
   <source>没有数成。</source>
   <translation>沒有數成。</translation>
  </message>
 </context>
 <context>
  <name>MergeSheet</name>
  <message>
   <source>{0} 条两边一样</source>
   <translation>{0} 條兩邊一樣</translation>
  </message>
  <message>
   <source>{0} 条是这里从前的文字，不动</source>
   <translation>{0} 條是這裡從前的文字，不動</translation>
  </message>
  <message>
   <source>{0} 条说明会改</source>
   <translation>{0} 條圖說會改</translation>
  </message>
  <message>
   <source>两边都改过的 {0} 条</source>
   <translation>兩邊都改過的 {0} 條</translation>
  </message>
  <message>
   <source>另有 {0} 条没有列出，留这里的。</source>
   <translation>另有 {0} 條沒有列出，留這裡的。</translation>
  </message>
  <message>
   <source>并入 {0} 条</source>
   <translation>併入 {0} 條</translation>
  </message>
  <message>
   <source>并入审校表</source>
   <translation>併入審校表</translation>
  </message>
  <message>
   <source>没有要并入的</source>
   <translation>沒有要併入的</translation>
  </message>
  <message>
   <source>都用表格里的</source>
   <translation>都用表格裡的</translation>
  </message>
  <message>
   <source>都留这里的</source>
   <translation>都留這裡的</translation>
  </message>
 </context>
 <context>
  <name>PicturesSheet</name>
  <message>
   <source>上移</source>
   <translation>上移</translation>
  </message>
  <message>
   <source>下移</source>
   <translation>下移</translation>
  </message>
  <message>
   <source>主图</source>
   <translation>主圖</translation>
  </message>
  <message>
   <source>加入图片…</source>
   <translation>加入圖片…</translation>
  </message>
  <message>
   <source>图片</source>
   <translation>圖片</translation>
  </message>
  <message>
   <source>图片说明</source>
   <translation>圖片說明</translation>
  </message>
  <message>
   <source>已在最前</source>
   <translation>已在最前</translation>
  </message>
  <message>
   <source>已在最后</source>
   <translation>已在最後</translation>
  </message>
  <message>
   <source>撰稿、展示和训练都用主图。也可以把图片拖到这里；原图不会被改动。</source>
   <translation>撰稿、展示和訓練都用主圖。也可以把圖片拖曳到這裡；原圖不會被改動。</translation>
  </message>
  <message>
   <source>画的是</source>
   <translation>畫的是</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>移除</translation>
  </message>
  <message>
   <source>设为主图</source>
   <translation>設為主圖</translation>
  </message>
  <message>
   <source>说明，如「卷首」「董其昌跋」</source>
   <translation>說明，如「卷首」「董其昌跋」</translation>
  </message>
  <message>
   <source>这一幅已是主图</source>
   <translation>這一幅已是主圖</translation>
  </message>
 </context>
 <context>
  <name>ProblemRows</name>
  <message>
   <source>{0} 处有问题</source>
   <translation>{0} 處有問題</translation>
  </message>
  <message>
   <source>另有 {0} 条，都在表格里</source>
   <translation>另有 {0} 條，都在表格裡</translation>
  </message>
  <message>
   <source>存为表格</source>
   <translation>存為表格</translation>
  </message>
 </context>
 <context>
  <name>RecordHistorySheet</name>
  <message>
   <source>其他事项</source>
   <translation>其他事項</translation>
  </message>
  <message>
   <source>后来撤销了</source>
   <translation>後來復原了</translation>
  </message>
  <message>
   <source>图片</source>
   <translation>圖片</translation>
  </message>
  <message>
   <source>经过</source>
   <translation>經過</translation>
  </message>
  <message>
   <source>软件</source>
   <translation>軟體</translation>
  </message>
  <message>
   <source>（空）</source>
   <translation>（空）</translation>
  </message>
 </context>
 <context>
  <name>RecordPictures</name>
  <message>
   <source>加入了 {0} 幅图片</source>
   <translation>加入了 {0} 幅圖片</translation>
  </message>
  <message>
   <source>加入图片</source>
   <translation>加入圖片</translation>
  </message>
  <message>
   <source>加入这件作品的图片</source>
   <translation>加入這件作品的圖片</translation>
  </message>
  <message>
   <source>图片</source>
   <translation>圖片</translation>
  </message>
  <message>
   <source>图片没有加入。</source>
   <translation>圖片沒有加入。</translation>
  </message>
  <message>
   <source>已移除一幅图片</source>
   <translation>已移除一幅圖片</translation>
  </message>
 </context>
 <context>
  <name>RecordSheet</name>
  <message>
   <source>作品</source>
   <translation>作品</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>儲存</translation>
  </message>
  <message>
   <source>保管</source>
   <translation>保管</translation>
  </message>
  <message>
   <source>其他事项</source>
   <translation>其他事項</translation>
  </message>
  <message>
   <source>内容与备注</source>
   <translation>內容與備註</translation>
  </message>
  <message>
   <source>加一个标签，Enter</source>
   <translation>加一個標籤，Enter</translation>
  </message>
  <message>
   <source>只留在本机：不送给任何远程撰稿服务</source>
   <translation>只留在本機：不送給任何遠端撰稿服務</translation>
  </message>
  <message>
   <source>如 1127</source>
   <translation>如 1127</translation>
  </message>
  <message>
   <source>如 1279</source>
   <translation>如 1279</translation>
  </message>
  <message>
   <source>年代</source>
   <translation>年代</translation>
  </message>
  <message>
   <source>年份写作数字，公元前写负数。</source>
   <translation>年份寫作數字，西元前寫負數。</translation>
  </message>
  <message>
   <source>形制与材料</source>
   <translation>形制與材料</translation>
  </message>
  <message>
   <source>编辑记录</source>
   <translation>編輯記錄</translation>
  </message>
  <message>
   <source>读不出年份；可在下面自己写。</source>
   <translation>讀不出年份；可在下面自己寫。</translation>
  </message>
  <message>
   <source>读作 {0} 年 · EDTF {1}</source>
   <translation>讀作 {0} 年 · EDTF {1}</translation>
  </message>
 </context>
 <context>
  <name>Records</name>
  <message>
   <source>图片…</source>
   <translation>圖片…</translation>
  </message>
  <message>
   <source>已撤销，{0} 件作品恢复原样</source>
   <translation>已復原，{0} 件作品恢復原樣</translation>
  </message>
  <message>
   <source>撤销上一次修改</source>
   <translation>復原上一次修改</translation>
  </message>
  <message>
   <source>没有可撤销的修改</source>
   <translation>沒有可復原的修改</translation>
  </message>
  <message>
   <source>移入回收站</source>
   <translation>移入回收筒</translation>
  </message>
  <message>
   <source>经过</source>
   <translation>經過</translation>
  </message>
  <message>
   <source>藏品只能查看</source>
   <translation>藏品只能檢視</translation>
  </message>
  <message>
   <source>记录已保存</source>
   <translation>記錄已儲存</translation>
  </message>
 </context>
 <context>
  <name>Tags</name>
  <message>
   <source>去掉标签「{0}」</source>
   <translation>去掉標籤「{0}」</translation>
  </message>
 </context>
 <context>
  <name>images</name>
  <message>
   <source>全图</source>
   <translation>全圖</translation>
  </message>
  <message>
   <source>分段</source>
   <translation>分段</translation>
  </message>
  <message>
   <source>局部</source>
   <translation>局部</translation>
  </message>
  <message>
   <source>装裱</source>
   <translation>裝裱</translation>
  </message>
  <message>
   <source>题跋</source>
   <translation>題跋</translation>
  </message>
 </context>
 <context>
  <name>record</name>
  <message>
   <source>保密</source>
   <translation>保密</translation>
  </message>
  <message>
   <source>只留在本机</source>
   <translation>只留在本機</translation>
  </message>
  <message>
   <source>年代</source>
   <translation>年代</translation>
  </message>
  <message>
   <source>更多</source>
   <translation>更多</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>標籤</translation>
  </message>
  <message>
   <source>相合的段落</source>
   <translation>相合的段落</translation>
  </message>
  <message>
   <source>编辑</source>
   <translation>編輯</translation>
  </message>
 </context>
</TS>
