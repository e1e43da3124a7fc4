<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>CollectionFacets</name>
  <message>
   <source>作者</source>
   <translation>作者</translation>
  </message>
  <message>
   <source>品式</source>
   <translation>品式</translation>
  </message>
  <message>
   <source>已退回</source>
   <translation>已退回</translation>
  </message>
  <message>
   <source>已通过</source>
   <translation>已通過</translation>
  </message>
  <message>
   <source>待审</source>
   <translation>待審</translation>
  </message>
  <message>
   <source>待撰</source>
   <translation>待撰</translation>
  </message>
  <message>
   <source>朝代</source>
   <translation>朝代</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>標籤</translation>
  </message>
  <message>
   <source>类别</source>
   <translation>類別</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>圖說</translation>
  </message>
  <message>
   <source>质地</source>
   <translation>質地</translation>
  </message>
 </context>
 <context>
  <name>CollectionPage</name>
  <message numerus="yes">
   <source>%n 件</source>
   <translation>
    <numerusform>%n 件</numerusform>
   </translation>
  </message>
  <message>
   <source>{0} · 正在整理检索，还剩 {1} 件</source>
   <translation>{0} · 正在整理檢索，還剩 {1} 件</translation>
  </message>
  <message>
   <source>{0} 件，共 {1} 件</source>
   <translation>{0} 件，共 {1} 件</translation>
  </message>
  <message>
   <source>作品</source>
   <translation>作品</translation>
  </message>
  <message>
   <source>共 {0} 件</source>
   <translation>共 {0} 件</translation>
  </message>
  <message>
   <source>几个词都要有；也认拼音和首字母。
作者:马远　朝代:南宋　状态:待审　年:1100..1200　有:题跋
OR 任一，NOT 不要，引号里原样，括号分组</source>
   <translation>幾個詞都要有；也認拼音和首字母。
作者:馬遠　朝代:南宋　狀態:待審　年:1100..1200　有:題跋
OR 任一，NOT 不要，引號裡原樣，括號分組</translation>
  </message>
  <message>
   <source>找题名、说明、藏号</source>
   <translation>找題名、圖說、藏號</translation>
  </message>
  <message>
   <source>撰稿所选 {0} 件</source>
   <translation>撰稿所選 {0} 件</translation>
  </message>
  <message>
   <source>没有找到。换个说法，或去掉左边的几个勾。</source>
   <translation>沒有找到。換個說法，或去掉左邊的幾個勾。</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>清除</translation>
  </message>
  <message>
   <source>藏品</source>
   <translation>藏品</translation>
  </message>
 </context>
 <context>
  <name>EmptyCollection</name>
  <message>
   <source>先看示范藏品</source>
   <translation>先看示範藏品</translation>
  </message>
  <message>
   <source>打开已有的藏品文件夹，或在「文件」菜单里新建一批。</source>
   <translation>開啟已有的藏品資料夾，或在「檔案」選單裡建立一批。</translation>
  </message>
  <message>
   <source>打开藏品…</source>
   <translation>開啟藏品…</translation>
  </message>
  <message>
   <source>把图像文件夹、登记册（Excel、CSV、JSON）或典籍拖到此处。
原图不会被改动，也不会离开这台电脑。</source>
   <translation>把影像資料夾、登記冊（Excel、CSV、JSON）或典籍拖曳到此處。
原圖不會被改動，也不會離開這臺電腦。</translation>
  </message>
  <message>
   <source>正在准备藏品</source>
   <translation>正在準備藏品</translation>
  </message>
  <message>
   <source>还没有打开藏品</source>
   <translation>還沒有開啟藏品</translation>
  </message>
  <message>
   <source>这里还没有画</source>
   <translation>這裡還沒有畫</translation>
  </message>
  <message>
   <source>进度见左下角。</source>
   <translation>進度見左下角。</translation>
  </message>
  <message>
   <source>选择文件夹…</source>
   <translation>選擇資料夾…</translation>
  </message>
 </context>
 <context>
  <name>FacetColumn</name>
  <message>
   <source>全部 {0}</source>
   <translation>全部 {0}</translation>
  </message>
  <message>
   <source>收起</source>
   <translation>收起</translation>
  </message>
 </context>
 <context>
  <name>FilterMenu</name>
  <message>
   <source>不再保留</source>
   <translation>不再保留</translation>
  </message>
  <message>
   <source>记下现在的筛选…</source>
   <translation>記下現在的篩選…</translation>
  </message>
 </context>
 <context>
  <name>KeptFilters</name>
  <message>
   <source>不再保留「{0}」</source>
   <translation>不再保留「{0}」</translation>
  </message>
  <message>
   <source>保留的筛选</source>
   <translation>保留的篩選</translation>
  </message>
  <message>
   <source>先找些什么，或打几个勾</source>
   <translation>先找些什麼，或打幾個勾</translation>
  </message>
  <message>
   <source>同名的会换成现在的。</source>
   <translation>同名的會換成現在的。</translation>
  </message>
  <message>
   <source>已记下「{0}」</source>
   <translation>已記下「{0}」</translation>
  </message>
  <message>
   <source>藏品只能查看</source>
   <translation>藏品只能檢視</translation>
  </message>
  <message>
   <source>这个筛选叫什么</source>
   <translation>這個篩選叫什麼</translation>
  </message>
 </context>
 <context>
  <name>NextThing</name>
  <message>
   <source>去训练</source>
   <translation>去訓練</translation>
  </message>
  <message>
   <source>审校草稿 {0}</source>
   <translation>審校草稿 {0}</translation>
  </message>
  <message>
   <source>开始撰稿</source>
   <translation>開始撰稿</translation>
  </message>
  <message>
   <source>撰稿 {0}</source>
   <translation>撰稿 {0}</translation>
  </message>
 </context>
 <context>
  <name>OnlyThese</name>
  <message>
   <source>去掉，看全部藏品</source>
   <translation>去掉，看全部藏品</translation>
  </message>
  <message>
   <source>所选 {0} 件</source>
   <translation>所選 {0} 件</translation>
  </message>
 </context>
 <context>
  <name>OrderChoice</name>
  <message>
   <source>按作者</source>
   <translation>按作者</translation>
  </message>
  <message>
   <source>按年代</source>
   <translation>按年代</translation>
  </message>
  <message>
   <source>按相关</source>
   <translation>按相關</translation>
  </message>
  <message>
   <source>按藏号</source>
   <translation>按藏號</translation>
  </message>
  <message>
   <source>按题名</source>
   <translation>按題名</translation>
  </message>
  <message>
   <source>排序</source>
   <translation>排序</translation>
  </message>
  <message>
   <source>新入藏在前</source>
   <translation>新入藏在前</translation>
  </message>
 </context>
 <context>
  <name>strip</name>
  <message>
   <source>没有图像</source>
   <translation>沒有影像</translation>
  </message>
 </context>
</TS>
