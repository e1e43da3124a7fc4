<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>ComparePage</name>
  <message>
   <source>去训练</source>
   <translation>Go to Finetune</translation>
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
   <source>再试</source>
   <translation>Try again</translation>
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
  <message>
   <source>只看有变化的</source>
   <translation>Only differences</translation>
  </message>
  <message>
   <source>更多</source>
   <translation>More</translation>
  </message>
  <message>
   <source>；还有 {count} 幅正在编入索引</source>
   <translation>; {count} more are being indexed</translation>
  </message>
  <message>
   <source>{count} 件，{seconds} 秒，由 {host} 检索</source>
   <translation>{count} works, {seconds} s, searched by {host}</translation>
  </message>
  <message>
   <source>去入藏</source>
   <translation>Go to Import</translation>
  </message>
  <message>
   <source>还没有画；入藏之后在这里检索</source>
   <translation>No works to search yet</translation>
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
  <message>
   <source>热图</source>
   <translation>Heat map</translation>
  </message>
  <message>
   <source>画上哪里让它排在这里（H）</source>
   <translation>Which part of the picture put it here (H)</translation>
  </message>
  <message>
   <source>拖出一块，就用这一块再找</source>
   <translation>Drag over a part to search by it</translation>
  </message>
  <message>
   <source>找相配的文字</source>
   <translation>Find texts for it</translation>
  </message>
  <message>
   <source>放进托盘</source>
   <translation>Put on tray</translation>
  </message>
  <message>
   <source>与《{title}》配对</source>
   <translation>Pair with “{title}”</translation>
  </message>
  <message>
   <source>正在算哪里、哪个字起了作用…</source>
   <translation>Working out which part and which character counted…</translation>
  </message>
  <message>
   <source>命中在卷中，自右起约 {percent}</source>
   <translation>Found in the scroll, about {percent} from the right</translation>
  </message>
  <message>
   <source>命中在轴中，自上起约 {percent}</source>
   <translation>Found in the scroll, about {percent} from the top</translation>
  </message>
  <message>
   <source>方向键框出一块，加 Shift 改大小，回车就用这一块再找</source>
   <translation>Arrows frame a part, with Shift they resize it, Enter searches by it</translation>
  </message>
 </context>
 <context>
  <name>RankLines</name>
  <message>
   <source>{arrow} 第 {rank}</source>
   <translation>{arrow} to {rank}</translation>
  </message>
 </context>
 <context>
  <name>SearchBoard</name>
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
  <message>
   <source>这句说的就是它</source>
   <translation>These words are about it</translation>
  </message>
 </context>
 <context>
  <name>BlindSheet</name>
  <message>
   <source>从没学过的作品里抽几句说明，每句摆出两列画，不写哪边是谁、左右随机。逐句选哪边更合句意；最后告诉你选中了谁。每一选都记作判断。</source>
   <translation>Captions are drawn from works that were not learned from. Each shows two lists of pictures, without names, the sides drawn by lot. Pick the list that fits the words better; at the end you learn whose you picked. Every pick is kept as a verdict.</translation>
  </message>
  <message>
   <source>考几句</source>
   <translation>How many</translation>
  </message>
  <message>
   <source>{count} 句</source>
   <translation>{count} captions</translation>
  </message>
  <message>
   <source>甲列</source>
   <translation>List A</translation>
  </message>
  <message>
   <source>乙列</source>
   <translation>List B</translation>
  </message>
  <message>
   <source>开始盲测</source>
   <translation>Begin</translation>
  </message>
  <message>
   <source>再测一次</source>
   <translation>Test again</translation>
  </message>
  <message>
   <source>甲列更好</source>
   <translation>A is better</translation>
  </message>
  <message>
   <source>乙列更好</source>
   <translation>B is better</translation>
  </message>
  <message>
   <source>差不多</source>
   <translation>About the same</translation>
  </message>
  <message>
   <source>盲测</source>
   <translation>Blind test</translation>
  </message>
  <message>
   <source>{done} / {all} 句</source>
   <translation>{done} of {all}</translation>
  </message>
  <message>
   <source>{one} {left} 比 {right} {other}</source>
   <translation>{one} {left} : {right} {other}</translation>
  </message>
  <message>
   <source>差不多：{count} 句</source>
   <translation>About the same: {count}</translation>
  </message>
  <message>
   <source>没有一句分出高下。</source>
   <translation>None was decided.</translation>
  </message>
  <message>
   <source>{name}的胜率 {share}，95% 区间 {low}–{high}：看得出差别。</source>
   <translation>{name} won {share}, 95% interval {low}–{high}: there is a difference.</translation>
  </message>
  <message>
   <source>{name}的胜率 {share}，95% 区间 {low}–{high}：还看不出差别。</source>
   <translation>{name} won {share}, 95% interval {low}–{high}: no difference can be told yet.</translation>
  </message>
 </context>
 <context>
  <name>CompareBlind</name>
  <message>
   <source>盲测</source>
   <translation>Blind test</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
 </context>
 <context>
  <name>CompareHit</name>
  <message>
   <source>解释一条结果</source>
   <translation>Explain a hit</translation>
  </message>
  <message>
   <source>《{title}》在托盘里</source>
   <translation>“{title}” is on the tray</translation>
  </message>
  <message>
   <source>没能解释：{what}</source>
   <translation>Could not be explained: {what}</translation>
  </message>
  <message>
   <source>像《{title}》的</source>
   <translation>Like “{title}”</translation>
  </message>
  <message>
   <source>像《{title}》里那一块的</source>
   <translation>Like that part of “{title}”</translation>
  </message>
  <message>
   <source>与《{title}》相配的</source>
   <translation>That goes with “{title}”</translation>
  </message>
  <message>
   <source>已作为待确认的配对，请到典籍页确认</source>
   <translation>Kept as a suggested pair; confirm it on the Texts page</translation>
  </message>
 </context>
 <context>
  <name>CompareRecall</name>
  <message>
   <source>这次检索叫什么</source>
   <translation>A name for this search</translation>
  </message>
  <message>
   <source>条件一起记下。</source>
   <translation>Its conditions are kept with it.</translation>
  </message>
  <message>
   <source>已保存「{name}」</source>
   <translation>“{name}” is saved</translation>
  </message>
  <message>
   <source>藏品只能查看</source>
   <translation>The collection is open for reading only</translation>
  </message>
  <message>
   <source>先找些什么</source>
   <translation>Search for something first</translation>
  </message>
  <message>
   <source>剪贴板里的图没有留下来</source>
   <translation>A picture from the clipboard is not kept</translation>
  </message>
  <message>
   <source>不再保存「{name}」</source>
   <translation>“{name}” is no longer saved</translation>
  </message>
 </context>
 <context>
  <name>CompareRegression</name>
  <message>
   <source>再考记下的判断</source>
   <translation>Ask judged queries again</translation>
  </message>
  <message>
   <source>{name}：记下的判断 {count} 句，{held} 句站得住，{lost} 句变回去了</source>
   <translation>{name}: of {count} judged queries {held} hold, {lost} are lost</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
 </context>
 <context>
  <name>CompareSheets</name>
  <message>
   <source>托盘 {count}</source>
   <translation>Tray {count}</translation>
  </message>
  <message>
   <source>盲测：不看名字，哪边更好…</source>
   <translation>Blind test: which is better, without names…</translation>
  </message>
  <message>
   <source>记下的判断，再考一遍…</source>
   <translation>Judged queries, asked again…</translation>
  </message>
  <message>
   <source>留出说明的升降…</source>
   <translation>Held-out captions by gain and loss…</translation>
  </message>
  <message>
   <source>托盘…</source>
   <translation>Tray…</translation>
  </message>
  <message>
   <source>训练一次之后才有两列</source>
   <translation>There are two columns after a finetuning</translation>
  </message>
 </context>
 <context>
  <name>CompareSides</name>
  <message>
   <source>零样本</source>
   <translation>Zero-shot</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>Finetuned</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>Run {number}</translation>
  </message>
  <message>
   <source>底本，未训练</source>
   <translation>base, untrained</translation>
  </message>
  <message>
   <source>已在另一边</source>
   <translation>Already on the other side</translation>
  </message>
 </context>
 <context>
  <name>CompareTray</name>
  <message>
   <source>托盘清空了</source>
   <translation>The tray is empty</translation>
  </message>
  <message>
   <source>已复制 {count} 个藏号</source>
   <translation>{count} accession numbers copied</translation>
  </message>
  <message>
   <source>Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)</source>
   <translation>Excel workbook (*.xlsx);;CSV table (*.csv)</translation>
  </message>
  <message>
   <source>存为清单</source>
   <translation>Save as list</translation>
  </message>
  <message>
   <source>印成小图样</source>
   <translation>Print a contact sheet</translation>
  </message>
  <message>
   <source>已存到 {file}</source>
   <translation>Saved as {file}</translation>
  </message>
  <message>
   <source>{count} 件已作为待确认的配对，请到典籍页确认</source>
   <translation>{count} kept as suggested pairs; confirm them on the Texts page</translation>
  </message>
 </context>
 <context>
  <name>CompareVerdict</name>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open for reading only.</translation>
  </message>
  <message>
   <source>有条件时不记判断：以后再考时看的是全部作品。</source>
   <translation>No verdicts under conditions: later runs are asked of all works.</translation>
  </message>
  <message>
   <source>记下了</source>
   <translation>Kept</translation>
  </message>
 </context>
 <context>
  <name>MovedSheet</name>
  <message>
   <source>排法</source>
   <translation>Order</translation>
  </message>
  <message>
   <source>升得最多在前</source>
   <translation>Most gained first</translation>
  </message>
  <message>
   <source>降得最多在前</source>
   <translation>Most lost first</translation>
  </message>
  <message>
   <source>留出说明的升降</source>
   <translation>Held-out captions</translation>
  </message>
  <message>
   <source>↑ 升 {rose}　↓ 降 {fell}　＝ 平 {even}</source>
   <translation>↑ {rose} rose　↓ {fell} fell　＝ {even} stayed</translation>
  </message>
  <message>
   <source>还没有评测结果</source>
   <translation>Not evaluated yet</translation>
  </message>
  <message>
   <source>每一句是没学过的作品的说明；名次是它自己那幅画排第几。点一句，就在这里看两列。</source>
   <translation>Each is a caption of a work that was not learned from; its rank is where its own picture stands. Click one to see both columns.</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Caption</translation>
  </message>
  <message>
   <source>藏号</source>
   <translation>Number</translation>
  </message>
 </context>
 <context>
  <name>QueryBar</name>
  <message>
   <source>用你们的话找画：整句、词、或 2*雪 + 舟 - 人</source>
   <translation>Search in your own words: a sentence, words, or 2*雪 + 舟 - 人</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>用一张图找</source>
   <translation>By a picture</translation>
  </message>
  <message>
   <source>找什么</source>
   <translation>What to find</translation>
  </message>
  <message>
   <source>找画</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>找文</source>
   <translation>Texts</translation>
  </message>
  <message>
   <source>最近与保存</source>
   <translation>Recent and saved</translation>
  </message>
  <message>
   <source>条件</source>
   <translation>Conditions</translation>
  </message>
  <message>
   <source>试试</source>
   <translation>Try</translation>
  </message>
  <message>
   <source>只在这些里找：作者:马远 朝代:南宋</source>
   <translation>Only among these: artist:马远 dynasty:南宋</translation>
  </message>
  <message>
   <source>哪类作品</source>
   <translation>Kind of work</translation>
  </message>
  <message>
   <source>各类作品</source>
   <translation>All kinds</translation>
  </message>
  <message>
   <source>套用句式</source>
   <translation>Templates</translation>
  </message>
  <message>
   <source>把词放进几种说法里再平均，适合单个词。</source>
   <translation>Sets the words into several sentences and averages them; for single words.</translation>
  </message>
  <message>
   <source>兼看关键词</source>
   <translation>Keywords too</translation>
  </message>
  <message>
   <source>题名和藏号对上的排在最前。两列对比时不用它，所以只显示一列。</source>
   <translation>What the title or number names comes first. Comparisons do without it, so there is one column only.</translation>
  </message>
  <message>
   <source>选择文件…</source>
   <translation>Choose a file…</translation>
  </message>
  <message>
   <source>剪贴板里的图</source>
   <translation>The picture on the clipboard</translation>
  </message>
  <message>
   <source>也可以把图拖到这一页，或在右边的画上框出一块</source>
   <translation>Or drop a picture on this page, or drag over a part of the painting at the right</translation>
  </message>
  <message>
   <source>像剪贴板里那张的</source>
   <translation>Like the one on the clipboard</translation>
  </message>
  <message>
   <source>像「{name}」的</source>
   <translation>Like “{name}”</translation>
  </message>
  <message>
   <source>图片 ({patterns})</source>
   <translation>Pictures ({patterns})</translation>
  </message>
 </context>
 <context>
  <name>RecallMenu</name>
  <message>
   <source>给这次检索起个名字…</source>
   <translation>Save this search under a name…</translation>
  </message>
  <message>
   <source>忘掉最近问过的</source>
   <translation>Forget recent searches</translation>
  </message>
  <message>
   <source>试试</source>
   <translation>Try</translation>
  </message>
  <message>
   <source>不再保存</source>
   <translation>No longer save</translation>
  </message>
 </context>
 <context>
  <name>RegressionSheet</name>
  <message>
   <source>再考一遍</source>
   <translation>Ask again</translation>
  </message>
  <message>
   <source>记下的判断</source>
   <translation>Judged queries</translation>
  </message>
  <message>
   <source>先在对比页记下几句哪边更好</source>
   <translation>Judge some queries on the Compare page first</translation>
  </message>
  <message>
   <source>{name}还没有考过这 {count} 句</source>
   <translation>{name} was not asked these {count} yet</translation>
  </message>
  <message>
   <source>还没有分出高下的判断</source>
   <translation>No query has been decided yet</translation>
  </message>
  <message>
   <source>{name}：{held} 句仍是更好的那种排法，{lost} 句变回去了，{even} 句居中</source>
   <translation>{name}: {held} still rank the better way, {lost} went back, {even} lie between</translation>
  </message>
  <message>
   <source>每句看新的排法更像当时选中的那一列，还是没选中的那一列（前十名的重合）。</source>
   <translation>For each, whether the new ranking is more like the list that was picked or like the other (overlap of the first ten).</translation>
  </message>
  <message>
   <source>站得住</source>
   <translation>holds</translation>
  </message>
  <message>
   <source>变回去了</source>
   <translation>lost</translation>
  </message>
  <message>
   <source>居中</source>
   <translation>between</translation>
  </message>
  <message>
   <source>句子</source>
   <translation>Query</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>像选中的</source>
   <translation>Like the picked</translation>
  </message>
  <message>
   <source>像没选的</source>
   <translation>Like the other</translation>
  </message>
 </context>
 <context>
  <name>TraySheet</name>
  <message>
   <source>托盘</source>
   <translation>Tray</translation>
  </message>
  <message>
   <source>托盘是空的。检索时点“放进托盘”，把想留的画放在这里。</source>
   <translation>The tray is empty. While searching, “Put on tray” keeps works here.</translation>
  </message>
  <message>
   <source>存为清单…</source>
   <translation>Save as list…</translation>
  </message>
  <message>
   <source>印成小图样…</source>
   <translation>Contact sheet…</translation>
  </message>
  <message>
   <source>复制藏号</source>
   <translation>Copy numbers</translation>
  </message>
  <message>
   <source>清空托盘</source>
   <translation>Empty the tray</translation>
  </message>
  <message>
   <source>与哪段典籍配对</source>
   <translation>Passage to pair with</translation>
  </message>
  <message>
   <source>与这段典籍配对</source>
   <translation>Pair with this passage</translation>
  </message>
  <message numerus="yes">
   <source>%n 件</source>
   <translation>
    <numerusform>%n work</numerusform>
    <numerusform>%n works</numerusform>
   </translation>
  </message>
  <message>
   <source>拿走</source>
   <translation>Take off</translation>
  </message>
 </context>
 <context>
  <name>VerdictBar</name>
  <message>
   <source>哪边更好？</source>
   <translation>Which is better?</translation>
  </message>
  <message>
   <source>记下判断</source>
   <translation>Keep verdict</translation>
  </message>
  <message>
   <source>差不多</source>
   <translation>Same</translation>
  </message>
  <message>
   <source>还没有记过；记下的判断以后每次训练都会再考一遍</source>
   <translation>None yet; every later run is asked what you keep here</translation>
  </message>
  <message>
   <source>已记 {count} 句，都差不多</source>
   <translation>{count} judged, all about the same</translation>
  </message>
  <message>
   <source>先选哪边更好</source>
   <translation>Choose which is better first</translation>
  </message>
  <message>
   <source>已记 {count} 句，{name}更好 {wins}；{share}（{low}–{high}）</source>
   <translation>{count} judged, {name} won {wins}: {share} ({low}–{high})</translation>
  </message>
  <message>
   <source>分出高下的句子里它更好的一份，括号里是 95% 区间</source>
   <translation>Its share of the decided ones; in brackets the 95% interval</translation>
  </message>
 </context>
 <context>
  <name>WhyPart</name>
  <message>
   <source>热图画的是什么</source>
   <translation>What the map shows</translation>
  </message>
  <message>
   <source>哪个模型</source>
   <translation>Which model</translation>
  </message>
  <message>
   <source>哪一层</source>
   <translation>Which layer</translation>
  </message>
  <message>
   <source>哪一头</source>
   <translation>Which head</translation>
  </message>
  <message>
   <source>与检索词相关</source>
   <translation>Relevance</translation>
  </message>
  <message>
   <source>注意力，各层相乘</source>
   <translation>Attention, all layers</translation>
  </message>
  <message>
   <source>注意力，逐层看</source>
   <translation>Attention by layer</translation>
  </message>
  <message>
   <source>第 {number} 层</source>
   <translation>Layer {number}</translation>
  </message>
  <message>
   <source>第 {number} 头</source>
   <translation>Head {number}</translation>
  </message>
  <message>
   <source>各头平均</source>
   <translation>All heads</translation>
  </message>
  <message>
   <source>颜色越浓的地方，越让它像检索词。</source>
   <translation>The stronger the colour, the more it speaks for the query.</translation>
  </message>
  <message>
   <source>颜色越浓的地方，模型看得越多，与检索词无关。</source>
   <translation>The stronger the colour, the more the model looks there, whatever the query.</translation>
  </message>
  <message>
   <source>哪个字起了作用（{whose}，少了它相似降多少）</source>
   <translation>What each character did ({whose}: how far the score falls without it)</translation>
  </message>
 </context>
 <context>
  <name>CompareAnswer</name>
  <message>
   <source>{name}第 {rank}</source>
   <translation>{name} {rank}</translation>
  </message>
  <message>
   <source>{name}没找到</source>
   <translation>{name} not found</translation>
  </message>
  <message>
   <source>✓ 这句说的是《{title}》：{ranks}</source>
   <translation>✓ These words are about “{title}”: {ranks}</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
 </context>
</TS>
