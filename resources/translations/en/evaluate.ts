<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>EvaluatePage</name>
  <message>
   <source>消融实验</source>
   <translation>Ablation</translation>
  </message>
  <message>
   <source>评测结果</source>
   <translation>The run's figures</translation>
  </message>
  <message>
   <source>第 {number} 次，{day}</source>
   <translation>Run {number}, {day}</translation>
  </message>
  <message>
   <source>哪一次训练</source>
   <translation>Which run</translation>
  </message>
  <message>
   <source>再练一次</source>
   <translation>Train again</translation>
  </message>
  <message>
   <source>存为文件…</source>
   <translation>Save as file…</translation>
  </message>
  <message>
   <source>启用这次微调</source>
   <translation>Use this adapter</translation>
  </message>
  <message>
   <source>仍要启用</source>
   <translation>Use it anyway</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Stop using</translation>
  </message>
  <message>
   <source>评测</source>
   <translation>Evaluate</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>Go to Finetune</translation>
  </message>
  <message>
   <source>还没有训练过</source>
   <translation>Not trained yet</translation>
  </message>
  <message>
   <source>练完一次，这里会说它在没学过的画上准了多少，有多大把握。</source>
   <translation>After a training this page tells how much better it finds works it never saw, and how sure that is.</translation>
  </message>
  <message>
   <source>重新评测</source>
   <translation>Evaluate again</translation>
  </message>
  <message>
   <source>检索正用着</source>
   <translation>In use by search</translation>
  </message>
  <message>
   <source>再审校 {count} 条</source>
   <translation>Review {count} more</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open read-only.</translation>
  </message>
  <message>
   <source>用 {works} 件没学过的画、{texts} 句</source>
   <translation>on {works} works it never saw, {texts} captions</translation>
  </message>
  <message>
   <source>检索从现在起用这次微调</source>
   <translation>Search uses this adapter from now on</translation>
  </message>
  <message>
   <source>已存到 {name}</source>
   <translation>Saved as {name}</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
 </context>
 <context>
  <name>EvaluationView</name>
  <message>
   <source>微调后明显更准</source>
   <translation>Clearly better after finetuning</translation>
  </message>
  <message>
   <source>微调后反而变差</source>
   <translation>Worse after finetuning</translation>
  </message>
  <message>
   <source>还看不出差别</source>
   <translation>No difference can be shown yet</translation>
  </message>
  <message>
   <source>首位</source>
   <translation>First</translation>
  </message>
  <message>
   <source>前五</source>
   <translation>Top five</translation>
  </message>
  <message>
   <source>前十</source>
   <translation>Top ten</translation>
  </message>
  <message>
   <source>分说明看 Recall@1</source>
   <translation>Recall@1 by kind of caption</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Caption</translation>
  </message>
  <message>
   <source>句</source>
   <translation>Queries</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>Zero-shot</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>Finetuned</translation>
  </message>
  <message>
   <source>差</source>
   <translation>Change</translation>
  </message>
  <message>
   <source>95% 区间</source>
   <translation>95% interval</translation>
  </message>
  <message>
   <source>{low} 至 {high}</source>
   <translation>{low} to {high}</translation>
  </message>
  <message>
   <source>有没有遗忘没有量：这个模型没有附带原来的图片可比。</source>
   <translation>Forgetting was not measured: no pictures of its own came with this model.</translation>
  </message>
  <message>
   <source>测试图片的向量平均移动了 {drift}。</source>
   <translation> Test pictures moved by {drift} on average.</translation>
  </message>
  <message>
   <source>没有遗忘：{figures}。</source>
   <translation>Nothing forgotten: {figures}.</translation>
  </message>
  <message>
   <source>忘了一些：{figures}。停用这次微调即复原。</source>
   <translation>Something was forgotten: {figures}. Stop using the adapter to have it back.</translation>
  </message>
  <message>
   <source>原来的 {pictures} 张图，Recall@1 由 {before} 到 {after}（差 {value}，区间 {range}）</source>
   <translation>on {pictures} pictures of the base, Recall@1 went from {before} to {after} (change {value}, interval {range})</translation>
  </message>
 </context>
 <context>
  <name>IntervalPlot</name>
  <message>
   <source>差（百分点）</source>
   <translation>Points</translation>
  </message>
  <message>
   <source>95% 区间</source>
   <translation>95% interval</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>Zero-shot</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>Finetuned</translation>
  </message>
  <message>
   <source>{low} 至 {high}</source>
   <translation>{low} to {high}</translation>
  </message>
 </context>
 <context>
  <name>MovedQueries</name>
  <message>
   <source>{count} 句的名次</source>
   <translation>Ranks of {count} queries</translation>
  </message>
  <message>
   <source>↑ 升</source>
   <translation>↑ up</translation>
  </message>
  <message>
   <source>＝ 平</source>
   <translation>＝ same</translation>
  </message>
  <message>
   <source>↓ 降</source>
   <translation>↓ down</translation>
  </message>
  <message>
   <source>升得最多</source>
   <translation>Rose most</translation>
  </message>
  <message>
   <source>降得最多，值得看看</source>
   <translation>Fell most: worth a look</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>{arrow} 第 {before} → 第 {after}</source>
   <translation>{arrow} rank {before} → {after}</translation>
  </message>
 </context>
 <context>
  <name>AblationPanel</name>
  <message>
   <source>消融实验</source>
   <translation>Ablation</translation>
  </message>
  <message>
   <source>同一批作品，换九种练法各练一遍，看方案里的每一样各带来多少。练完的每一行随时存下；中途停了，下次接着做。训练成果不留。</source>
   <translation>Nine ways of finetuning and the base model on the same works, to see what each part of the recipe brings. Each row is kept as soon as it is done; stopped on the way, it goes on the next time. The adapters are not kept.</translation>
  </message>
  <message>
   <source>再做一次</source>
   <translation>Do it again</translation>
  </message>
  <message>
   <source>做消融实验</source>
   <translation>Run an ablation</translation>
  </message>
  <message>
   <source>还没有做过</source>
   <translation>Not done yet</translation>
  </message>
  <message>
   <source>{works} 件没学过的画、{texts} 句</source>
   <translation>{works} works never seen, {texts} captions</translation>
  </message>
  <message>
   <source>方括号里是 95% 区间；p 值已按 Holm 校正。表格、说明和图存在：{folder}</source>
   <translation>In brackets the 95% interval; p values are corrected by Holm. Table, page and figure are in {folder}</translation>
  </message>
  <message>
   <source>做法</source>
   <translation>Way</translation>
  </message>
  <message>
   <source>参数</source>
   <translation>Parameters</translation>
  </message>
  <message>
   <source>以文找图首位</source>
   <translation>Text → image R@1</translation>
  </message>
  <message>
   <source>以图找文首位</source>
   <translation>Image → text R@1</translation>
  </message>
  <message>
   <source>平均召回率之差</source>
   <translation>Mean recall, difference</translation>
  </message>
  <message>
   <source>原来的图</source>
   <translation>Base pictures</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>Zero-shot</translation>
  </message>
  <message>
   <source>强度不变</source>
   <translation>scale kept</translation>
  </message>
  <message>
   <source>α 不变</source>
   <translation>alpha kept</translation>
  </message>
  <message>
   <source>{name}，{kept}</source>
   <translation>{name}, {kept}</translation>
  </message>
  <message>
   <source>只调投影层</source>
   <translation>Head only</translation>
  </message>
  <message>
   <source>全参数微调</source>
   <translation>Full finetuning</translation>
  </message>
  <message>
   <source>{name} + 提示模板</source>
   <translation>{name} + templates</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
 </context>
</TS>
