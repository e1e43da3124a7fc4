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
   <source>启用这次微调</source>
   <translation>Use this adapter</translation>
  </message>
  <message>
   <source>仍要启用</source>
   <translation>Use it anyway</translation>
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
   <source>再审校 {count} 条</source>
   <translation>Review {count} more</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open read-only.</translation>
  </message>
  <message>
   <source>检索从现在起用这次微调</source>
   <translation>Search uses this adapter from now on</translation>
  </message>
  <message>
   <source>存为文件</source>
   <translation>Save as</translation>
  </message>
  <message>
   <source>导入训练…</source>
   <translation>Import a run…</translation>
  </message>
  <message>
   <source>这次训练来自 {file}；下面的数字是在那边量的，用的是那边的 {works} 件作品，不是这里的。</source>
   <translation>This run comes from {file}; the figures below were measured there, on {works} works held out there, not here.</translation>
  </message>
  <message>
   <source>在这里评测</source>
   <translation>Evaluate here</translation>
  </message>
  <message>
   <source>{run}的 {t}：同一份改动，减弱了。测试作品与那一次相同。</source>
   <translation>{run} at {t}: the same update, weakened. Its test works are those of that run.</translation>
  </message>
  <message>
   <source>正在评测</source>
   <translation>Evaluating</translation>
  </message>
  <message>
   <source>训练 {run}</source>
   <translation>Run {run}</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>Run {number}</translation>
  </message>
  <message>
   <source>正在做另一件事，请等它做完。</source>
   <translation>Another task is at work. Please wait for it.</translation>
  </message>
  <message>
   <source>用 {works} 件没学过的画、{texts} 句，在 {images} 幅里找</source>
   <translation>{works} works it never saw, {texts} captions, among {images} pictures</translation>
  </message>
  <message>
   <source>这次训练还没有评测</source>
   <translation>This run is not evaluated yet</translation>
  </message>
  <message>
   <source>接下来看什么</source>
   <translation>What to look at next</translation>
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
   <source>这次是{run}减弱而来；强弱请在那一次里看。</source>
   <translation>This is {run}, weakened; strengths are compared there.</translation>
  </message>
  <message>
   <source>强度</source>
   <translation>Strength</translation>
  </message>
  <message>
   <source>遗忘</source>
   <translation>Forgetting</translation>
  </message>
  <message>
   <source>在哪里找</source>
   <translation>Gallery</translation>
  </message>
  <message>
   <source>全部指标</source>
   <translation>All measures</translation>
  </message>
  <message>
   <source>没有学的作品</source>
   <translation>Left out</translation>
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
 <context>
  <name>ForgettingPanel</name>
  <message>
   <source>原来的图</source>
   <translation>Base pictures</translation>
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
   <source>遗忘</source>
   <translation>Forgetting</translation>
  </message>
  <message>
   <source>不算遗忘：两个方向的首位召回率都降得不超过 2 个百分点，而且有把握不到 5 个。认名字不在其内，只供参看。</source>
   <translation>Nothing counts as forgotten where R@1 falls by at most 2 points in both directions, and surely by less than 5. Naming is shown for information and does not count.</translation>
  </message>
  <message>
   <source>没有量：这个模型没有附带原来的图片可比。</source>
   <translation>Not measured: no pictures of its own came with this model.</translation>
  </message>
  <message>
   <source>以文找图</source>
   <translation>text → image</translation>
  </message>
  <message>
   <source>以图找文</source>
   <translation>image → text</translation>
  </message>
  <message>
   <source>{way} {before} → {after}，{change}</source>
   <translation>{way} {before} → {after}, {change}</translation>
  </message>
  <message>
   <source>；</source>
   <translation>; </translation>
  </message>
  <message>
   <source>没有遗忘：原来的 {pictures} 张图，首位召回率{figures}。</source>
   <translation>Nothing forgotten on {pictures} base pictures. R@1: {figures}.</translation>
  </message>
  <message>
   <source>忘了一些：原来的 {pictures} 张图，首位召回率{figures}。停用即复原。</source>
   <translation>Something was forgotten on {pictures} base pictures. R@1: {figures}. Stop using the adapter to have it back.</translation>
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
   <source>在限度内</source>
   <translation>within limits</translation>
  </message>
  <message>
   <source>超出限度</source>
   <translation>too much</translation>
  </message>
  <message>
   <source>认名字（{n} 个里选）</source>
   <translation>Naming, out of {n}</translation>
  </message>
  <message>
   <source>随机 {chance}</source>
   <translation>chance {chance}</translation>
  </message>
  <message>
   <source>原来的图 {drift}</source>
   <translation>base pictures {drift}</translation>
  </message>
  <message>
   <source>测试作品 {drift}</source>
   <translation>test works {drift}</translation>
  </message>
  <message>
   <source>图片向量平均移动（1 − 余弦）：{parts}。</source>
   <translation>Picture vectors moved on average (1 − cosine): {parts}. </translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
  <message>
   <source>读文的部分一点没动，文字的向量与底本相同。</source>
   <translation>The text tower is untouched: text vectors are those of the base.</translation>
  </message>
  <message>
   <source>读文的部分也学了，文字的向量与底本不同。</source>
   <translation>The text tower learned as well: text vectors differ from those of the base.</translation>
  </message>
 </context>
 <context>
  <name>GalleryPanel</name>
  <message>
   <source>在哪里找</source>
   <translation>Gallery</translation>
  </message>
  <message>
   <source>幅</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>随机猜中</source>
   <translation>Chance</translation>
  </message>
  <message>
   <source>以文找图首位</source>
   <translation>Text → image</translation>
  </message>
  <message>
   <source>以图找文首位</source>
   <translation>Image → text</translation>
  </message>
  <message>
   <source>平均召回率之差</source>
   <translation>Mean recall</translation>
  </message>
  <message>
   <source>标题上的数字，是在留出的作品里找；两次训练只在这一行相比。</source>
   <translation>The headline is measured among the held-out works; runs are compared on that row only.</translation>
  </message>
  <message>
   <source>在 {images} 幅里找，随机猜中 {chance}；这 {works} 件只看得出 {gain} 个百分点以上的变化。</source>
   <translation>Among {images} pictures, chance {chance}; these {works} works can only show changes of more than {gain} points.</translation>
  </message>
  <message>
   <source>留出的作品（标题）</source>
   <translation>Held out (headline)</translation>
  </message>
  <message>
   <source>其中随机 {n} 件</source>
   <translation>{n} of them, drawn</translation>
  </message>
  <message>
   <source>全部藏品</source>
   <translation>Whole collection</translation>
  </message>
  <message>
   <source>轮流留出</source>
   <translation>Cross-fit</translation>
  </message>
  <message>
   <source>留出的有 {of} 件，按藏号抽了其中 {works} 件来量。</source>
   <translation>Of {of} works held out, {works} were drawn by accession number and measured.</translation>
  </message>
  <message>
   <source>轮流留出：另练 {folds} 次，{works} 件各被留出一次，合起来算；不是标题。</source>
   <translation>Cross-fit: {folds} more trainings hold out each of {works} works once, counted together; it is not the headline.</translation>
  </message>
  <message>
   <source>轮流留出没有做：约要 {time}，太久。</source>
   <translation>No cross-fit: it would take about {time}.</translation>
  </message>
  <message>
   <source>轮流留出没有做：作品太少。</source>
   <translation>No cross-fit: there are too few works.</translation>
  </message>
  <message>
   <source>轮流留出没有做完：中途停了。</source>
   <translation>The cross-fit was stopped.</translation>
  </message>
 </context>
 <context>
  <name>LeftOutPanel</name>
  <message>
   <source>藏号只差局部</source>
   <translation>number differs by a detail</translation>
  </message>
  <message>
   <source>图片相同</source>
   <translation>same picture</translation>
  </message>
  <message>
   <source>长说明逐字相同</source>
   <translation>same long caption</translation>
  </message>
  <message>
   <source>题名相同，图片几乎相同</source>
   <translation>same title, nearly the same picture</translation>
  </message>
  <message>
   <source>与同一件相连</source>
   <translation>linked to the same work</translation>
  </message>
  <message>
   <source>没有学的</source>
   <translation>Left out</translation>
  </message>
  <message>
   <source>就是</source>
   <translation>Is again</translation>
  </message>
  <message>
   <source>凭什么看出</source>
   <translation>Seen by</translation>
  </message>
  <message>
   <source>没有学的作品</source>
   <translation>Left out</translation>
  </message>
  <message>
   <source>另有 {n} 件。</source>
   <translation>And {n} more.</translation>
  </message>
  <message>
   <source>{n} 件其实是测试作品的另一面貌，没有拿来学，否则测试不算数。</source>
   <translation>{n} works are a held-out work again and were not learned from, or the test would not count.</translation>
  </message>
 </context>
 <context>
  <name>MeasuresPanel</name>
  <message>
   <source>指标</source>
   <translation>Measure</translation>
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
   <source>全部指标</source>
   <translation>All measures</translation>
  </message>
  <message>
   <source>两个方向的首位、前五、前十，名次中位数 {before} → {after}，MRR，mAP</source>
   <translation>R@1, 5, 10 both ways; median rank {before} → {after}; MRR; mAP</translation>
  </message>
  <message>
   <source>以文找图</source>
   <translation>Text → image</translation>
  </message>
  <message>
   <source>以图找文</source>
   <translation>Image → text</translation>
  </message>
  <message>
   <source>平均召回率</source>
   <translation>Mean recall</translation>
  </message>
  <message>
   <source>名次中位数（以文找图）</source>
   <translation>Median rank, text → image</translation>
  </message>
  <message>
   <source>MRR（以文找图）</source>
   <translation>MRR, text → image</translation>
  </message>
  <message>
   <source>mAP（以图找文）</source>
   <translation>mAP, image → text</translation>
  </message>
 </context>
 <context>
  <name>RunBar</name>
  <message>
   <source>哪一次训练</source>
   <translation>Which run</translation>
  </message>
  <message>
   <source>检索正用着</source>
   <translation>In use by search</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Stop using</translation>
  </message>
  <message>
   <source>导入训练…</source>
   <translation>Import a run…</translation>
  </message>
  <message>
   <source>再练一次</source>
   <translation>Train again</translation>
  </message>
  <message>
   <source>第 {number} 次，{day}</source>
   <translation>Run {number}, {day}</translation>
  </message>
  <message>
   <source>{run}，强度 {t}</source>
   <translation>{run}, strength {t}</translation>
  </message>
  <message>
   <source>{run}，导入</source>
   <translation>{run}, imported</translation>
  </message>
  <message>
   <source>全部训练</source>
   <translation>All runs</translation>
  </message>
  <message>
   <source>{name}，{day}</source>
   <translation>{name}, {day}</translation>
  </message>
 </context>
 <context>
  <name>RunTasks</name>
  <message>
   <source>评测</source>
   <translation>Evaluate</translation>
  </message>
  <message>
   <source>强度 {t} 的已另存为一次训练</source>
   <translation>Saved as a run of strength {t}</translation>
  </message>
  <message>
   <source>另存强度 {t}</source>
   <translation>Save strength {t}</translation>
  </message>
  <message>
   <source>存为文件</source>
   <translation>Save as</translation>
  </message>
  <message>
   <source>训练成果 ({kinds})</source>
   <translation>Runs ({kinds})</translation>
  </message>
  <message>
   <source>导入训练</source>
   <translation>Import a run</translation>
  </message>
  <message>
   <source>已存到 {name}</source>
   <translation>Saved as {name}</translation>
  </message>
  <message>
   <source>存为 {name}</source>
   <translation>Save {name}</translation>
  </message>
  <message>
   <source>已导入 {name}</source>
   <translation>Imported {name}</translation>
  </message>
  <message>
   <source>导入 {name}</source>
   <translation>Import {name}</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
  <message>
   <source>“{file}”是一次训练的成果，可以导入“{collection}”。</source>
   <translation>“{file}” is a run; it can be imported into “{collection}”.</translation>
  </message>
  <message>
   <source>导入</source>
   <translation>Import</translation>
  </message>
 </context>
 <context>
  <name>SaveMenu</name>
  <message>
   <source>适配器，给别的程序（.safetensors）</source>
   <translation>Adapter, for other programs (.safetensors)</translation>
  </message>
  <message>
   <source>整次训练，带到另一台电脑（.songclip）</source>
   <translation>Whole run, for another computer (.songclip)</translation>
  </message>
  <message>
   <source>PEFT 文件夹，给 Hugging Face 的模型</source>
   <translation>PEFT folder, for the Hugging Face model</translation>
  </message>
  <message>
   <source>合并好的模型，给 cn_clip（.pt）</source>
   <translation>Merged model, for cn_clip (.pt)</translation>
  </message>
  <message>
   <source>合并好的模型文件夹，给 Hugging Face</source>
   <translation>Merged model folder, for Hugging Face</translation>
  </message>
  <message>
   <source>ONNX 一对，看图与读文（文件夹）</source>
   <translation>ONNX pair, pictures and texts (folder)</translation>
  </message>
 </context>
 <context>
  <name>StrengthPanel</name>
  <message>
   <source>强度</source>
   <translation>Strength</translation>
  </message>
  <message>
   <source>以这个强度另存一次</source>
   <translation>Save this strength as a run</translation>
  </message>
  <message>
   <source>没有量：没有验证用的画，强弱无从比较。</source>
   <translation>Not measured: there are no validation works to compare strengths on.</translation>
  </message>
  <message>
   <source>没有推荐：没有原来的图可比，不知道减弱以后会少忘多少。</source>
   <translation>Nothing is offered: without pictures of the base nobody knows how much less a weaker one forgets.</translation>
  </message>
  <message>
   <source>没有推荐：量过的每一档都超出了遗忘的限度。</source>
   <translation>Nothing is offered: every strength measured forgets too much.</translation>
  </message>
  <message>
   <source>全强度没有超出遗忘的限度，召回率也最高，不必减弱。</source>
   <translation>Full strength keeps within the limit of forgetting and has the best recall: no need to weaken it.</translation>
  </message>
  <message>
   <source>推荐 {t}：没有超出遗忘限度的几档里，它的平均召回率最高（验证作品上 {recall}，全强度 {full}）。不会自动采用。</source>
   <translation>Offered: {t}. Of the strengths within the limit of forgetting it has the best mean recall ({recall} on validation works; at full strength {full}). Nothing is applied by itself.</translation>
  </message>
  <message>
   <source>横轴是强度：0% 是底本，100% 是练成的样子；竖线是 95% 区间，在 {works} 件验证作品上量。</source>
   <translation>Along the bottom the strength: 0% is the base, 100% what was trained. Bars are 95% intervals, on {works} validation works. </translation>
  </message>
  <message>
   <source>空心点超出了遗忘的限度。上面的评测数字都是全强度的。</source>
   <translation>Hollow points forget too much. All figures above are those of full strength.</translation>
  </message>
  <message>
   <source>强度 0% 就是底本，停用微调即可。</source>
   <translation>Strength 0% is the base: stop using the adapter instead.</translation>
  </message>
  <message>
   <source>这就是现在这一次。</source>
   <translation>This is the run itself.</translation>
  </message>
  <message>
   <source>强度 {t}：平均召回率 {recall}（{range}）；原来的图上首位找到的，以文找图 {t2i}，变化 {t2i_change}，以图找文 {i2t}，变化 {i2t_change}：{verdict}。</source>
   <translation>Strength {t}: mean recall {recall} ({range}); R@1 on base pictures, text → image {t2i}, change {t2i_change}, image → text {i2t}, change {i2t_change}: {verdict}.</translation>
  </message>
  <message>
   <source>没有超出限度</source>
   <translation>within the limit</translation>
  </message>
  <message>
   <source>超出了限度</source>
   <translation>over the limit</translation>
  </message>
 </context>
 <context>
  <name>StrengthPlot</name>
  <message>
   <source>原图：以文找图</source>
   <translation>Base: text → image</translation>
  </message>
  <message>
   <source>原图：以图找文</source>
   <translation>Base: image → text</translation>
  </message>
  <message>
   <source>平均召回率</source>
   <translation>Mean recall</translation>
  </message>
  <message>
   <source>推荐</source>
   <translation>Offered</translation>
  </message>
 </context>
 <context>
  <name>figures</name>
  <message>
   <source>{low} 至 {high}</source>
   <translation>{low} to {high}</translation>
  </message>
  <message>
   <source>{value}（{range}）</source>
   <translation>{value} ({range})</translation>
  </message>
 </context>
 <context>
  <name>FlywheelPanel</name>
  <message>
   <source>接下来看什么</source>
   <translation>What to look at next</translation>
  </message>
  <message>
   <source>用这次训练把通过的每一句找一遍自己的画，再看哪些画最值得先写说明。</source>
   <translation>Searches with each approved caption for its own work by this run, and looks which works deserve a caption first.</translation>
  </message>
  <message>
   <source>拿这一句去找，自己的画排在第十以后：也许写错了，也许太泛，也许模型还没学会。</source>
   <translation>Searching with these words, their own work ranks below ten: they may be wrong or too vague, or the model has not learned them yet.</translation>
  </message>
  <message>
   <source>模型拿不准、又与写过说明的画都不像。先写它们，下次训练学到的最多。</source>
   <translation>The model is undecided about these, and they are unlike every work that has a caption. The next run learns most from them.</translation>
  </message>
  <message>
   <source>重新找</source>
   <translation>Look again</translation>
  </message>
  <message>
   <source>找一遍</source>
   <translation>Look</translation>
  </message>
  <message>
   <source>正在找</source>
   <translation>Looking already</translation>
  </message>
  <message>
   <source>看了 {count} 句</source>
   <translation>{count} captions looked at</translation>
  </message>
  <message>
   <source>{kind}：{text}</source>
   <translation>{kind}: {text}</translation>
  </message>
  <message>
   <source>第 {rank} 名</source>
   <translation>Rank {rank}</translation>
  </message>
  <message>
   <source>没找到自己画的说明：{count} 句</source>
   <translation>Captions that miss their own work: {count}</translation>
  </message>
  <message>
   <source>每一句都在前十里找到了自己的画</source>
   <translation>Every caption finds its own work in the top ten</translation>
  </message>
  <message>
   <source>逐条再看 {count} 句</source>
   <translation>Review these {count} again</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
  <message>
   <source>有草稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <source>未撰</source>
   <translation>None</translation>
  </message>
  <message>
   <source>先给这些画写说明：{count} 件</source>
   <translation>Works to caption first: {count}</translation>
  </message>
  <message>
   <source>训练用的画都有说明了</source>
   <translation>Every work for training has a caption</translation>
  </message>
  <message>
   <source>撰稿 {count} 件</source>
   <translation>Draft {count}</translation>
  </message>
  <message>
   <source>审校草稿 {count} 件</source>
   <translation>Review drafts of {count}</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>Try again</translation>
  </message>
 </context>
 <context>
  <name>RunFigures</name>
  <message>
   <source>两次的评测</source>
   <translation>Figures of both</translation>
  </message>
  <message>
   <source>{runs}还没有评测，没有数字可比。</source>
   <translation>Not evaluated yet: {runs}. There are no figures to compare.</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
  <message>
   <source>指标（微调后）</source>
   <translation>Measure (finetuned)</translation>
  </message>
  <message>
   <source>以文找图</source>
   <translation>Text to image</translation>
  </message>
  <message>
   <source>以图找文</source>
   <translation>Image to text</translation>
  </message>
  <message>
   <source>首位</source>
   <translation>first</translation>
  </message>
  <message>
   <source>前五</source>
   <translation>top 5</translation>
  </message>
  <message>
   <source>前十</source>
   <translation>top 10</translation>
  </message>
  <message>
   <source>{way}，{rank}</source>
   <translation>{way}, {rank}</translation>
  </message>
  <message>
   <source>平均召回率比零样本</source>
   <translation>Mean recall against zero-shot</translation>
  </message>
  <message>
   <source>同样的 {works} 件留出作品、{texts} 句。括号里是各自的 95% 区间；两个区间大半重叠，就看不出谁更准。</source>
   <translation>The same {works} works held out and {texts} captions. In brackets the 95 % interval of each; where two overlap for the most part, neither can be called better.</translation>
  </message>
  <message>
   <source>两次评测的题目不同（{left} 件与 {right} 件留出作品，或说明改过），数字不能直接相比；请先把两次都重新评测。</source>
   <translation>The two were asked different questions ({left} and {right} works held out, or captions changed since), so the figures cannot be compared. Evaluate both anew first.</translation>
  </message>
 </context>
 <context>
  <name>RunsSheet</name>
  <message>
   <source>全部训练</source>
   <translation>All runs</translation>
  </message>
  <message>
   <source>看评测</source>
   <translation>See figures</translation>
  </message>
  <message>
   <source>启用</source>
   <translation>Use it</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Stop using it</translation>
  </message>
  <message>
   <source>改名…</source>
   <translation>Rename…</translation>
  </message>
  <message>
   <source>在检索里并排看</source>
   <translation>Side by side in Compare</translation>
  </message>
  <message>
   <source>删除…</source>
   <translation>Delete…</translation>
  </message>
  <message>
   <source>按住 Ctrl 选两行，就能把两次训练并排比较。</source>
   <translation>Hold Ctrl and choose two rows to compare two runs side by side.</translation>
  </message>
  <message>
   <source>{count} 次</source>
   <translation>{count}</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>日期</source>
   <translation>Date</translation>
  </message>
  <message>
   <source>模型</source>
   <translation>Model</translation>
  </message>
  <message>
   <source>方案</source>
   <translation>Preset</translation>
  </message>
  <message>
   <source>结论</source>
   <translation>Verdict</translation>
  </message>
  <message>
   <source>检索</source>
   <translation>Search</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>Run {number}</translation>
  </message>
  <message>
   <source>{run}，导入</source>
   <translation>{run}, imported</translation>
  </message>
  <message>
   <source>正用着</source>
   <translation>In use</translation>
  </message>
  <message>
   <source>停了</source>
   <translation>Stopped</translation>
  </message>
  <message>
   <source>没练成</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>没练完</source>
   <translation>Unfinished</translation>
  </message>
  <message>
   <source>明显更准</source>
   <translation>Clearly better</translation>
  </message>
  <message>
   <source>反而变差</source>
   <translation>Worse</translation>
  </message>
  <message>
   <source>还看不出差别</source>
   <translation>No difference shown</translation>
  </message>
  <message>
   <source>没评测</source>
   <translation>Not evaluated</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open for reading only.</translation>
  </message>
  <message>
   <source>它正在训练。</source>
   <translation>It is being trained.</translation>
  </message>
  <message>
   <source>没练完的不能拿来检索。</source>
   <translation>What is not finished cannot be searched with.</translation>
  </message>
  <message>
   <source>它们不都是现在所用模型的训练。</source>
   <translation>Not both were trained on the model in use.</translation>
  </message>
  <message>
   <source>起个认得出的名字，比如“只用白话”。编号 {run} 不变。</source>
   <translation>A name you will know it by, such as “modern only”. Its number {run} stays.</translation>
  </message>
  <message>
   <source>改名</source>
   <translation>Rename</translation>
  </message>
  <message>
   <source>删除“{run}”？</source>
   <translation>Delete “{run}”?</translation>
  </message>
  <message>
   <source>它的成果文件、评测和索引都会删掉，不能恢复。说明、配对和别的训练不受影响。</source>
   <translation>Its adapter, figures and index are removed for good. Captions, pairs and other runs stay as they are.</translation>
  </message>
  <message>
   <source>留着</source>
   <translation>Keep it</translation>
  </message>
  <message>
   <source>删除</source>
   <translation>Delete</translation>
  </message>
 </context>
</TS>
