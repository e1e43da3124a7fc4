<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>CollectionPage</name>
  <message>
   <source>找题名、说明、藏号</source>
   <translation>Search titles, captions, numbers</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>藏品</source>
   <translation>Collection</translation>
  </message>
  <message>
   <source>没有找到。换个说法，或去掉左边的几个勾。</source>
   <translation>Nothing found. Try other words, or untick some boxes at the left.</translation>
  </message>
  <message>
   <source>作品</source>
   <translation>Work</translation>
  </message>
  <message numerus="yes">
   <source>%n 件</source>
   <translation>
    <numerusform>%n work</numerusform>
    <numerusform>%n works</numerusform>
   </translation>
  </message>
  <message>
   <source>共 {0} 件</source>
   <translation>{0} works</translation>
  </message>
  <message>
   <source>{0} 件，共 {1} 件</source>
   <translation>{0} of {1} works</translation>
  </message>
  <message>
   <source>撰稿所选 {0} 件</source>
   <translation>Draft the {0} selected</translation>
  </message>
  <message>
   <source>{0} · 正在整理检索，还剩 {1} 件</source>
   <translation>{0} · preparing the search, {1} to go</translation>
  </message>
 <message>
  <source>几个词都要有；也认拼音和首字母。
作者:马远　朝代:南宋　状态:待审　年:1100..1200　有:题跋
OR 任一，NOT 不要，引号里原样，括号分组</source>
  <translation>All words must occur; pinyin and initials work, too.
artist:马远  dynasty:南宋  status:draft  year:1100..1200  has:inscription
OR for either, NOT for without, quotes as it stands, brackets to group</translation>
 </message>
</context>
<context>
 <name>EmptyCollection</name>
  <message>
   <source>选择文件夹…</source>
   <translation>Choose folder…</translation>
  </message>
  <message>
   <source>先看示范藏品</source>
   <translation>See the demo first</translation>
  </message>
  <message>
   <source>正在准备藏品</source>
   <translation>Preparing the collection</translation>
  </message>
  <message>
   <source>进度见左下角。</source>
   <translation>Progress is at the lower left.</translation>
  </message>
  <message>
   <source>这里还没有画</source>
   <translation>No paintings here yet</translation>
  </message>
  <message>
   <source>把图像文件夹、登记册（Excel、CSV、JSON）或典籍拖到此处。
原图不会被改动，也不会离开这台电脑。</source>
   <translation>Drop a folder of pictures, a register (Excel, CSV, JSON) or texts here.
Originals are never altered and never leave this computer.</translation>
  </message>
</context>
<context>
 <name>NextThing</name>
  <message>
   <source>审校草稿 {0}</source>
   <translation>Review {0} drafts</translation>
  </message>
  <message>
   <source>撰稿 {0}</source>
   <translation>Draft {0}</translation>
  </message>
  <message>
   <source>开始撰稿</source>
   <translation>Start drafting</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>Go to Finetune</translation>
  </message>
</context>
 <context>
  <name>CollectionFacets</name>
  <message>
   <source>待撰</source>
   <translation>To draft</translation>
  </message>
  <message>
   <source>待审</source>
   <translation>To review</translation>
  </message>
  <message>
   <source>已通过</source>
   <translation>Approved</translation>
  </message>
  <message>
   <source>已退回</source>
   <translation>Rejected</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Captions</translation>
  </message>
  <message>
   <source>类别</source>
   <translation>Kind</translation>
  </message>
  <message>
   <source>品式</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>朝代</source>
   <translation>Dynasty</translation>
  </message>
  <message>
   <source>作者</source>
   <translation>Artist</translation>
  </message>
  <message>
   <source>质地</source>
   <translation>Material</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>Tags</translation>
  </message>
 </context>
 <context>
  <name>OrderChoice</name>
  <message>
   <source>排序</source>
   <translation>Order</translation>
  </message>
  <message>
   <source>按藏号</source>
   <translation>By number</translation>
  </message>
  <message>
   <source>按相关</source>
   <translation>By relevance</translation>
  </message>
  <message>
   <source>按题名</source>
   <translation>By title</translation>
  </message>
  <message>
   <source>按作者</source>
   <translation>By artist</translation>
  </message>
  <message>
   <source>按年代</source>
   <translation>By date</translation>
  </message>
  <message>
   <source>新入藏在前</source>
   <translation>Newest first</translation>
  </message>
 </context>
 <context>
  <name>KeptFilters</name>
  <message>
   <source>保留的筛选</source>
   <translation>Kept searches</translation>
  </message>
  <message>
   <source>藏品只能查看</source>
   <translation>The collection can only be read</translation>
  </message>
  <message>
   <source>先找些什么，或打几个勾</source>
   <translation>First search for something, or tick a box</translation>
  </message>
  <message>
   <source>这个筛选叫什么</source>
   <translation>A name for this search</translation>
  </message>
  <message>
   <source>同名的会换成现在的。</source>
   <translation>One of the same name is replaced.</translation>
  </message>
  <message>
   <source>已记下「{0}」</source>
   <translation>“{0}” is kept</translation>
  </message>
  <message>
   <source>不再保留「{0}」</source>
   <translation>“{0}” is no longer kept</translation>
  </message>
 </context>
 <context>
  <name>FilterMenu</name>
  <message>
   <source>记下现在的筛选…</source>
   <translation>Keep this search…</translation>
  </message>
  <message>
   <source>不再保留</source>
   <translation>Forget</translation>
  </message>
 </context>
 <context>
  <name>FacetColumn</name>
  <message>
   <source>收起</source>
   <translation>Fewer</translation>
  </message>
  <message>
   <source>全部 {0}</source>
   <translation>All {0}</translation>
  </message>
 </context>
 <context>
  <name>OnlyThese</name>
  <message>
   <source>所选 {0} 件</source>
   <translation>{0} chosen</translation>
  </message>
  <message>
   <source>去掉，看全部藏品</source>
   <translation>Take away and show all works</translation>
  </message>
 </context>
 <context>
  <name>strip</name>
  <message>
   <source>没有图像</source>
   <translation>No pictures</translation>
  </message>
 </context>
 <context>
  <name>EmptyCollection</name>
  <message>
   <source>打开藏品…</source>
   <translation>Open collection…</translation>
  </message>
  <message>
   <source>还没有打开藏品</source>
   <translation>No collection is open</translation>
  </message>
  <message>
   <source>打开已有的藏品文件夹，或在「文件」菜单里新建一批。</source>
   <translation>Open the folder of one you have, or make a new one in the File menu.</translation>
  </message>
 </context>
</TS>
