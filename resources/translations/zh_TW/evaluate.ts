<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>AblationPanel</name>
  <message>
   <source>{name} + 提示模板</source>
   <translation>{name} + 提示範本</translation>
  </message>
  <message>
   <source>{name}，{kept}</source>
   <translation>{name}，{kept}</translation>
  </message>
  <message>
   <source>{works} 件没学过的画、{texts} 句</source>
   <translation>{works} 件沒學過的畫、{texts} 句</translation>
  </message>
  <message>
   <source>α 不变</source>
   <translation>α 不變</translation>
  </message>
  <message>
   <source>以图找文首位</source>
   <translation>以圖找文首位</translation>
  </message>
  <message>
   <source>以文找图首位</source>
   <translation>以文找圖首位</translation>
  </message>
  <message>
   <source>做法</source>
   <translation>做法</translation>
  </message>
  <message>
   <source>做消融实验</source>
   <translation>做消融實驗</translation>
  </message>
  <message>
   <source>全参数微调</source>
   <translation>全參數微調</translation>
  </message>
  <message>
   <source>再做一次</source>
   <translation>再做一次</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>再試</translation>
  </message>
  <message>
   <source>原来的图</source>
   <translation>原來的圖</translation>
  </message>
  <message>
   <source>参数</source>
   <translation>參數</translation>
  </message>
  <message>
   <source>只调投影层</source>
   <translation>只調投影層</translation>
  </message>
  <message>
   <source>同一批作品，换九种练法各练一遍，看方案里的每一样各带来多少。练完的每一行随时存下；中途停了，下次接着做。训练成果不留。</source>
   <translation>同一批作品，換九種練法各練一遍，看方案裡的每一樣各帶來多少。練完的每一列隨時存下；中途停了，下次接著做。訓練成果不留。</translation>
  </message>
  <message>
   <source>平均召回率之差</source>
   <translation>平均召回率之差</translation>
  </message>
  <message>
   <source>强度不变</source>
   <translation>強度不變</translation>
  </message>
  <message>
   <source>方括号里是 95% 区间；p 值已按 Holm 校正。表格、说明和图存在：{folder}</source>
   <translation>方括號裡是 95% 區間；p 值已按 Holm 校正。表格、說明和圖存在：{folder}</translation>
  </message>
  <message>
   <source>消融实验</source>
   <translation>消融實驗</translation>
  </message>
  <message>
   <source>还没有做过</source>
   <translation>還沒有做過</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
 </context>
 <context>
  <name>EvaluatePage</name>
  <message>
   <source>{run}的 {t}：同一份改动，减弱了。测试作品与那一次相同。</source>
   <translation>{run}的 {t}：同一份改動，減弱了。測試作品與那一次相同。</translation>
  </message>
  <message>
   <source>仍要启用</source>
   <translation>仍要啟用</translation>
  </message>
  <message>
   <source>再审校 {count} 条</source>
   <translation>再審校 {count} 條</translation>
  </message>
  <message>
   <source>去训练</source>
   <translation>去訓練</translation>
  </message>
  <message>
   <source>启用这次微调</source>
   <translation>啟用這次微調</translation>
  </message>
  <message>
   <source>在这里评测</source>
   <translation>在這裡評測</translation>
  </message>
  <message>
   <source>存为文件</source>
   <translation>存為檔案</translation>
  </message>
  <message>
   <source>导入训练…</source>
   <translation>匯入訓練…</translation>
  </message>
  <message>
   <source>接下来看什么</source>
   <translation>接下來看什麼</translation>
  </message>
  <message>
   <source>检索从现在起用这次微调</source>
   <translation>檢索從現在起用這次微調</translation>
  </message>
  <message>
   <source>正在做另一件事，请等它做完。</source>
   <translation>正在做另一件事，請等它做完。</translation>
  </message>
  <message>
   <source>正在评测</source>
   <translation>正在評測</translation>
  </message>
  <message>
   <source>消融实验</source>
   <translation>消融實驗</translation>
  </message>
  <message>
   <source>用 {works} 件没学过的画、{texts} 句，在 {images} 幅里找</source>
   <translation>用 {works} 件沒學過的畫、{texts} 句，在 {images} 幅裡找</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>第 {number} 次</translation>
  </message>
  <message>
   <source>练完一次，这里会说它在没学过的画上准了多少，有多大把握。</source>
   <translation>練完一次，這裡會說它在沒學過的畫上準了多少，有多大把握。</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>藏品以唯讀方式開啟著。</translation>
  </message>
  <message>
   <source>训练 {run}</source>
   <translation>訓練 {run}</translation>
  </message>
  <message>
   <source>评测</source>
   <translation>評測</translation>
  </message>
  <message>
   <source>评测结果</source>
   <translation>評測結果</translation>
  </message>
  <message>
   <source>还没有训练过</source>
   <translation>還沒有訓練過</translation>
  </message>
  <message>
   <source>这次训练来自 {file}；下面的数字是在那边量的，用的是那边的 {works} 件作品，不是这里的。</source>
   <translation>這次訓練來自 {file}；下面的數字是在那邊量的，用的是那邊的 {works} 件作品，不是這裡的。</translation>
  </message>
  <message>
   <source>这次训练还没有评测</source>
   <translation>這次訓練還沒有評測</translation>
  </message>
 </context>
 <context>
  <name>EvaluationView</name>
  <message>
   <source>95% 区间</source>
   <translation>95% 區間</translation>
  </message>
  <message>
   <source>全部指标</source>
   <translation>全部指標</translation>
  </message>
  <message>
   <source>分说明看 Recall@1</source>
   <translation>分圖說看 Recall@1</translation>
  </message>
  <message>
   <source>前五</source>
   <translation>前五</translation>
  </message>
  <message>
   <source>前十</source>
   <translation>前十</translation>
  </message>
  <message>
   <source>句</source>
   <translation>句</translation>
  </message>
  <message>
   <source>在哪里找</source>
   <translation>在哪裡找</translation>
  </message>
  <message>
   <source>差</source>
   <translation>差</translation>
  </message>
  <message>
   <source>强度</source>
   <translation>強度</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>微調</translation>
  </message>
  <message>
   <source>微调后反而变差</source>
   <translation>微調後反而變差</translation>
  </message>
  <message>
   <source>微调后明显更准</source>
   <translation>微調後明顯更準</translation>
  </message>
  <message>
   <source>没有学的作品</source>
   <translation>沒有學的作品</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>圖說</translation>
  </message>
  <message>
   <source>还看不出差别</source>
   <translation>還看不出差別</translation>
  </message>
  <message>
   <source>这次是{run}减弱而来；强弱请在那一次里看。</source>
   <translation>這次是{run}減弱而來；強弱請在那一次裡看。</translation>
  </message>
  <message>
   <source>遗忘</source>
   <translation>遺忘</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
  <message>
   <source>首位</source>
   <translation>首位</translation>
  </message>
 </context>
 <context>
  <name>FlywheelPanel</name>
  <message>
   <source>{kind}：{text}</source>
   <translation>{kind}：{text}</translation>
  </message>
  <message>
   <source>先给这些画写说明：{count} 件</source>
   <translation>先給這些畫寫圖說：{count} 件</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>再試</translation>
  </message>
  <message>
   <source>审校草稿 {count} 件</source>
   <translation>審校草稿 {count} 件</translation>
  </message>
  <message>
   <source>找一遍</source>
   <translation>找一遍</translation>
  </message>
  <message>
   <source>拿这一句去找，自己的画排在第十以后：也许写错了，也许太泛，也许模型还没学会。</source>
   <translation>拿這一句去找，自己的畫排在第十以後：也許寫錯了，也許太泛，也許模型還沒學會。</translation>
  </message>
  <message>
   <source>接下来看什么</source>
   <translation>接下來看什麼</translation>
  </message>
  <message>
   <source>撰稿 {count} 件</source>
   <translation>撰稿 {count} 件</translation>
  </message>
  <message>
   <source>有草稿</source>
   <translation>有草稿</translation>
  </message>
  <message>
   <source>未撰</source>
   <translation>未撰</translation>
  </message>
  <message>
   <source>模型拿不准、又与写过说明的画都不像。先写它们，下次训练学到的最多。</source>
   <translation>模型拿不準、又與寫過圖說的畫都不像。先寫它們，下次訓練學到的最多。</translation>
  </message>
  <message>
   <source>正在找</source>
   <translation>正在找</translation>
  </message>
  <message>
   <source>每一句都在前十里找到了自己的画</source>
   <translation>每一句都在前十裡找到了自己的畫</translation>
  </message>
  <message>
   <source>没找到自己画的说明：{count} 句</source>
   <translation>沒找到自己畫的圖說：{count} 句</translation>
  </message>
  <message>
   <source>用这次训练把通过的每一句找一遍自己的画，再看哪些画最值得先写说明。</source>
   <translation>用這次訓練把通過的每一句找一遍自己的畫，再看哪些畫最值得先寫圖說。</translation>
  </message>
  <message>
   <source>看了 {count} 句</source>
   <translation>看了 {count} 句</translation>
  </message>
  <message>
   <source>第 {rank} 名</source>
   <translation>第 {rank} 名</translation>
  </message>
  <message>
   <source>训练用的画都有说明了</source>
   <translation>訓練用的畫都有圖說了</translation>
  </message>
  <message>
   <source>逐条再看 {count} 句</source>
   <translation>逐條再看 {count} 句</translation>
  </message>
  <message>
   <source>重新找</source>
   <translation>重新找</translation>
  </message>
  <message>
   <source>，</source>
   <translation>，</translation>
  </message>
 </context>
 <context>
  <name>ForgettingPanel</name>
  <message>
   <source>95% 区间</source>
   <translation>95% 區間</translation>
  </message>
  <message>
   <source>{way} {before} → {after}，{change}</source>
   <translation>{way} {before} → {after}，{change}</translation>
  </message>
  <message>
   <source>不算遗忘：两个方向的首位召回率都降得不超过 2 个百分点，而且有把握不到 5 个。认名字不在其内，只供参看。</source>
   <translation>不算遺忘：兩個方向的首位召回率都降得不超過 2 個百分點，而且有把握不到 5 個。認名字不在其內，只供參看。</translation>
  </message>
  <message>
   <source>以图找文</source>
   <translation>以圖找文</translation>
  </message>
  <message>
   <source>以图找文首位</source>
   <translation>以圖找文首位</translation>
  </message>
  <message>
   <source>以文找图</source>
   <translation>以文找圖</translation>
  </message>
  <message>
   <source>以文找图首位</source>
   <translation>以文找圖首位</translation>
  </message>
  <message>
   <source>原来的图</source>
   <translation>原來的圖</translation>
  </message>
  <message>
   <source>原来的图 {drift}</source>
   <translation>原來的圖 {drift}</translation>
  </message>
  <message>
   <source>图片向量平均移动（1 − 余弦）：{parts}。</source>
   <translation>圖片向量平均移動（1 − 餘弦）：{parts}。</translation>
  </message>
  <message>
   <source>在限度内</source>
   <translation>在限度內</translation>
  </message>
  <message>
   <source>差</source>
   <translation>差</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>微調</translation>
  </message>
  <message>
   <source>忘了一些：原来的 {pictures} 张图，首位召回率{figures}。停用即复原。</source>
   <translation>忘了一些：原來的 {pictures} 張圖，首位召回率{figures}。停用即復原。</translation>
  </message>
  <message>
   <source>没有遗忘：原来的 {pictures} 张图，首位召回率{figures}。</source>
   <translation>沒有遺忘：原來的 {pictures} 張圖，首位召回率{figures}。</translation>
  </message>
  <message>
   <source>没有量：这个模型没有附带原来的图片可比。</source>
   <translation>沒有量：這個模型沒有附帶原來的圖片可比。</translation>
  </message>
  <message>
   <source>测试作品 {drift}</source>
   <translation>測試作品 {drift}</translation>
  </message>
  <message>
   <source>认名字（{n} 个里选）</source>
   <translation>認名字（{n} 個裡選）</translation>
  </message>
  <message>
   <source>读文的部分一点没动，文字的向量与底本相同。</source>
   <translation>讀文的部分一點沒動，文字的向量與底本相同。</translation>
  </message>
  <message>
   <source>读文的部分也学了，文字的向量与底本不同。</source>
   <translation>讀文的部分也學了，文字的向量與底本不同。</translation>
  </message>
  <message>
   <source>超出限度</source>
   <translation>超出限度</translation>
  </message>
  <message>
   <source>遗忘</source>
   <translation>遺忘</translation>
  </message>
  <message>
   <source>随机 {chance}</source>
   <translation>隨機 {chance}</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
  <message>
   <source>，</source>
   <translation>，</translation>
  </message>
  <message>
   <source>；</source>
   <translation>；</translation>
  </message>
 </context>
 <context>
  <name>GalleryPanel</name>
  <message>
   <source>以图找文首位</source>
   <translation>以圖找文首位</translation>
  </message>
  <message>
   <source>以文找图首位</source>
   <translation>以文找圖首位</translation>
  </message>
  <message>
   <source>全部藏品</source>
   <translation>全部藏品</translation>
  </message>
  <message>
   <source>其中随机 {n} 件</source>
   <translation>其中隨機 {n} 件</translation>
  </message>
  <message>
   <source>在 {images} 幅里找，随机猜中 {chance}；这 {works} 件只看得出 {gain} 个百分点以上的变化。</source>
   <translation>在 {images} 幅裡找，隨機猜中 {chance}；這 {works} 件只看得出 {gain} 個百分點以上的變化。</translation>
  </message>
  <message>
   <source>在哪里找</source>
   <translation>在哪裡找</translation>
  </message>
  <message>
   <source>幅</source>
   <translation>幅</translation>
  </message>
  <message>
   <source>平均召回率之差</source>
   <translation>平均召回率之差</translation>
  </message>
  <message>
   <source>标题上的数字，是在留出的作品里找；两次训练只在这一行相比。</source>
   <translation>標題上的數字，是在留出的作品裡找；兩次訓練只在這一列相比。</translation>
  </message>
  <message>
   <source>留出的作品（标题）</source>
   <translation>留出的作品（標題）</translation>
  </message>
  <message>
   <source>留出的有 {of} 件，按藏号抽了其中 {works} 件来量。</source>
   <translation>留出的有 {of} 件，按藏號抽了其中 {works} 件來量。</translation>
  </message>
  <message>
   <source>轮流留出</source>
   <translation>輪流留出</translation>
  </message>
  <message>
   <source>轮流留出没有做完：中途停了。</source>
   <translation>輪流留出沒有做完：中途停了。</translation>
  </message>
  <message>
   <source>轮流留出没有做：作品太少。</source>
   <translation>輪流留出沒有做：作品太少。</translation>
  </message>
  <message>
   <source>轮流留出没有做：约要 {time}，太久。</source>
   <translation>輪流留出沒有做：約要 {time}，太久。</translation>
  </message>
  <message>
   <source>轮流留出：另练 {folds} 次，{works} 件各被留出一次，合起来算；不是标题。</source>
   <translation>輪流留出：另練 {folds} 次，{works} 件各被留出一次，合起來算；不是標題。</translation>
  </message>
  <message>
   <source>随机猜中</source>
   <translation>隨機猜中</translation>
  </message>
 </context>
 <context>
  <name>IntervalPlot</name>
  <message>
   <source>95% 区间</source>
   <translation>95% 區間</translation>
  </message>
  <message>
   <source>差（百分点）</source>
   <translation>差（百分點）</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>微調</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
 </context>
 <context>
  <name>LeftOutPanel</name>
  <message>
   <source>{n} 件其实是测试作品的另一面貌，没有拿来学，否则测试不算数。</source>
   <translation>{n} 件其實是測試作品的另一面貌，沒有拿來學，否則測試不算數。</translation>
  </message>
  <message>
   <source>与同一件相连</source>
   <translation>與同一件相連</translation>
  </message>
  <message>
   <source>凭什么看出</source>
   <translation>憑什麼看出</translation>
  </message>
  <message>
   <source>另有 {n} 件。</source>
   <translation>另有 {n} 件。</translation>
  </message>
  <message>
   <source>图片相同</source>
   <translation>圖片相同</translation>
  </message>
  <message>
   <source>就是</source>
   <translation>就是</translation>
  </message>
  <message>
   <source>没有学的</source>
   <translation>沒有學的</translation>
  </message>
  <message>
   <source>没有学的作品</source>
   <translation>沒有學的作品</translation>
  </message>
  <message>
   <source>藏号只差局部</source>
   <translation>藏號只差局部</translation>
  </message>
  <message>
   <source>长说明逐字相同</source>
   <translation>長圖說逐字相同</translation>
  </message>
  <message>
   <source>题名相同，图片几乎相同</source>
   <translation>題名相同，圖片幾乎相同</translation>
  </message>
 </context>
 <context>
  <name>MeasuresPanel</name>
  <message>
   <source>95% 区间</source>
   <translation>95% 區間</translation>
  </message>
  <message>
   <source>MRR（以文找图）</source>
   <translation>MRR（以文找圖）</translation>
  </message>
  <message>
   <source>mAP（以图找文）</source>
   <translation>mAP（以圖找文）</translation>
  </message>
  <message>
   <source>两个方向的首位、前五、前十，名次中位数 {before} → {after}，MRR，mAP</source>
   <translation>兩個方向的首位、前五、前十，名次中位數 {before} → {after}，MRR，mAP</translation>
  </message>
  <message>
   <source>以图找文</source>
   <translation>以圖找文</translation>
  </message>
  <message>
   <source>以文找图</source>
   <translation>以文找圖</translation>
  </message>
  <message>
   <source>全部指标</source>
   <translation>全部指標</translation>
  </message>
  <message>
   <source>名次中位数（以文找图）</source>
   <translation>名次中位數（以文找圖）</translation>
  </message>
  <message>
   <source>差</source>
   <translation>差</translation>
  </message>
  <message>
   <source>平均召回率</source>
   <translation>平均召回率</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>微調</translation>
  </message>
  <message>
   <source>指标</source>
   <translation>指標</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
 </context>
 <context>
  <name>MovedQueries</name>
  <message>
   <source>{count} 句的名次</source>
   <translation>{count} 句的名次</translation>
  </message>
  <message>
   <source>↑ 升</source>
   <translation>↑ 升</translation>
  </message>
  <message>
   <source>↓ 降</source>
   <translation>↓ 降</translation>
  </message>
  <message>
   <source>升得最多</source>
   <translation>升得最多</translation>
  </message>
  <message>
   <source>降得最多，值得看看</source>
   <translation>降得最多，值得看看</translation>
  </message>
  <message>
   <source>＝ 平</source>
   <translation>＝ 平</translation>
  </message>
 </context>
 <context>
  <name>RunBar</name>
  <message>
   <source>{name}，{day}</source>
   <translation>{name}，{day}</translation>
  </message>
  <message>
   <source>{run}，导入</source>
   <translation>{run}，匯入</translation>
  </message>
  <message>
   <source>{run}，强度 {t}</source>
   <translation>{run}，強度 {t}</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>全部训练</source>
   <translation>全部訓練</translation>
  </message>
  <message>
   <source>再练一次</source>
   <translation>再練一次</translation>
  </message>
  <message>
   <source>哪一次训练</source>
   <translation>哪一次訓練</translation>
  </message>
  <message>
   <source>导入训练…</source>
   <translation>匯入訓練…</translation>
  </message>
  <message>
   <source>检索正用着</source>
   <translation>檢索正用著</translation>
  </message>
  <message>
   <source>第 {number} 次，{day}</source>
   <translation>第 {number} 次，{day}</translation>
  </message>
 </context>
 <context>
  <name>RunFigures</name>
  <message>
   <source>{runs}还没有评测，没有数字可比。</source>
   <translation>{runs}還沒有評測，沒有數字可比。</translation>
  </message>
  <message>
   <source>{way}，{rank}</source>
   <translation>{way}，{rank}</translation>
  </message>
  <message>
   <source>、</source>
   <translation>、</translation>
  </message>
  <message>
   <source>两次的评测</source>
   <translation>兩次的評測</translation>
  </message>
  <message>
   <source>两次评测的题目不同（{left} 件与 {right} 件留出作品，或说明改过），数字不能直接相比；请先把两次都重新评测。</source>
   <translation>兩次評測的題目不同（{left} 件與 {right} 件留出作品，或圖說改過），數字不能直接相比；請先把兩次都重新評測。</translation>
  </message>
  <message>
   <source>以图找文</source>
   <translation>以圖找文</translation>
  </message>
  <message>
   <source>以文找图</source>
   <translation>以文找圖</translation>
  </message>
  <message>
   <source>前五</source>
   <translation>前五</translation>
  </message>
  <message>
   <source>前十</source>
   <translation>前十</translation>
  </message>
  <message>
   <source>同样的 {works} 件留出作品、{texts} 句。括号里是各自的 95% 区间；两个区间大半重叠，就看不出谁更准。</source>
   <translation>同樣的 {works} 件留出作品、{texts} 句。括號裡是各自的 95% 區間；兩個區間大半重疊，就看不出誰更準。</translation>
  </message>
  <message>
   <source>平均召回率比零样本</source>
   <translation>平均召回率比零樣本</translation>
  </message>
  <message>
   <source>指标（微调后）</source>
   <translation>指標（微調後）</translation>
  </message>
  <message>
   <source>首位</source>
   <translation>首位</translation>
  </message>
 </context>
 <context>
  <name>RunTasks</name>
  <message>
   <source>“{file}”是一次训练的成果，可以导入“{collection}”。</source>
   <translation>「{file}」是一次訓練的成果，可以匯入「{collection}」。</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>再試</translation>
  </message>
  <message>
   <source>另存强度 {t}</source>
   <translation>另存強度 {t}</translation>
  </message>
  <message>
   <source>存为 {name}</source>
   <translation>存為 {name}</translation>
  </message>
  <message>
   <source>存为文件</source>
   <translation>存為檔案</translation>
  </message>
  <message>
   <source>导入</source>
   <translation>匯入</translation>
  </message>
  <message>
   <source>导入 {name}</source>
   <translation>匯入 {name}</translation>
  </message>
  <message>
   <source>导入训练</source>
   <translation>匯入訓練</translation>
  </message>
  <message>
   <source>已存到 {name}</source>
   <translation>已存到 {name}</translation>
  </message>
  <message>
   <source>已导入 {name}</source>
   <translation>已匯入 {name}</translation>
  </message>
  <message>
   <source>强度 {t} 的已另存为一次训练</source>
   <translation>強度 {t} 的已另存為一次訓練</translation>
  </message>
  <message>
   <source>训练成果 ({kinds})</source>
   <translation>訓練成果 ({kinds})</translation>
  </message>
  <message>
   <source>评测</source>
   <translation>評測</translation>
  </message>
 </context>
 <context>
  <name>RunsSheet</name>
  <message>
   <source>{count} 次</source>
   <translation>{count} 次</translation>
  </message>
  <message>
   <source>{run}，导入</source>
   <translation>{run}，匯入</translation>
  </message>
  <message>
   <source>停了</source>
   <translation>停了</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>全部训练</source>
   <translation>全部訓練</translation>
  </message>
  <message>
   <source>删除</source>
   <translation>刪除</translation>
  </message>
  <message>
   <source>删除“{run}”？</source>
   <translation>刪除「{run}」？</translation>
  </message>
  <message>
   <source>删除…</source>
   <translation>刪除…</translation>
  </message>
  <message>
   <source>反而变差</source>
   <translation>反而變差</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>名稱</translation>
  </message>
  <message>
   <source>启用</source>
   <translation>啟用</translation>
  </message>
  <message>
   <source>在检索里并排看</source>
   <translation>在檢索裡並排看</translation>
  </message>
  <message>
   <source>它们不都是现在所用模型的训练。</source>
   <translation>它們不都是現在所用模型的訓練。</translation>
  </message>
  <message>
   <source>它正在训练。</source>
   <translation>它正在訓練。</translation>
  </message>
  <message>
   <source>它的成果文件、评测和索引都会删掉，不能恢复。说明、配对和别的训练不受影响。</source>
   <translation>它的成果檔案、評測和索引都會刪掉，不能恢復。圖說、配對和別的訓練不受影響。</translation>
  </message>
  <message>
   <source>按住 Ctrl 选两行，就能把两次训练并排比较。</source>
   <translation>按住 Ctrl 選兩列，就能把兩次訓練並排比較。</translation>
  </message>
  <message>
   <source>改名</source>
   <translation>改名</translation>
  </message>
  <message>
   <source>改名…</source>
   <translation>改名…</translation>
  </message>
  <message>
   <source>方案</source>
   <translation>方案</translation>
  </message>
  <message>
   <source>日期</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>明显更准</source>
   <translation>明顯更準</translation>
  </message>
  <message>
   <source>检索</source>
   <translation>檢索</translation>
  </message>
  <message>
   <source>模型</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>正用着</source>
   <translation>正用著</translation>
  </message>
  <message>
   <source>没练完</source>
   <translation>沒練完</translation>
  </message>
  <message>
   <source>没练完的不能拿来检索。</source>
   <translation>沒練完的不能拿來檢索。</translation>
  </message>
  <message>
   <source>没练成</source>
   <translation>沒練成</translation>
  </message>
  <message>
   <source>没评测</source>
   <translation>沒評測</translation>
  </message>
  <message>
   <source>留着</source>
   <translation>留著</translation>
  </message>
  <message>
   <source>看评测</source>
   <translation>看評測</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>第 {number} 次</translation>
  </message>
  <message>
   <source>结论</source>
   <translation>結論</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>藏品以唯讀方式開啟著。</translation>
  </message>
  <message>
   <source>起个认得出的名字，比如“只用白话”。编号 {run} 不变。</source>
   <translation>起個認得出的名字，比如「只用白話」。編號 {run} 不變。</translation>
  </message>
  <message>
   <source>还看不出差别</source>
   <translation>還看不出差別</translation>
  </message>
 </context>
 <context>
  <name>SaveMenu</name>
  <message>
   <source>ONNX 一对，看图与读文（文件夹）</source>
   <translation>ONNX 一對，看圖與讀文（資料夾）</translation>
  </message>
  <message>
   <source>PEFT 文件夹，给 Hugging Face 的模型</source>
   <translation>PEFT 資料夾，給 Hugging Face 的模型</translation>
  </message>
  <message>
   <source>合并好的模型文件夹，给 Hugging Face</source>
   <translation>合併好的模型資料夾，給 Hugging Face</translation>
  </message>
  <message>
   <source>合并好的模型，给 cn_clip（.pt）</source>
   <translation>合併好的模型，給 cn_clip（.pt）</translation>
  </message>
  <message>
   <source>整次训练，带到另一台电脑（.songclip）</source>
   <translation>整次訓練，帶到另一臺電腦（.songclip）</translation>
  </message>
  <message>
   <source>适配器，给别的程序（.safetensors）</source>
   <translation>適配器，給別的程式（.safetensors）</translation>
  </message>
 </context>
 <context>
  <name>StrengthPanel</name>
  <message>
   <source>以这个强度另存一次</source>
   <translation>以這個強度另存一次</translation>
  </message>
  <message>
   <source>全强度没有超出遗忘的限度，召回率也最高，不必减弱。</source>
   <translation>全強度沒有超出遺忘的限度，召回率也最高，不必減弱。</translation>
  </message>
  <message>
   <source>强度</source>
   <translation>強度</translation>
  </message>
  <message>
   <source>强度 0% 就是底本，停用微调即可。</source>
   <translation>強度 0% 就是底本，停用微調即可。</translation>
  </message>
  <message>
   <source>强度 {t}：平均召回率 {recall}（{range}）；原来的图上首位找到的，以文找图 {t2i}，变化 {t2i_change}，以图找文 {i2t}，变化 {i2t_change}：{verdict}。</source>
   <translation>強度 {t}：平均召回率 {recall}（{range}）；原來的圖上首位找到的，以文找圖 {t2i}，變化 {t2i_change}，以圖找文 {i2t}，變化 {i2t_change}：{verdict}。</translation>
  </message>
  <message>
   <source>推荐 {t}：没有超出遗忘限度的几档里，它的平均召回率最高（验证作品上 {recall}，全强度 {full}）。不会自动采用。</source>
   <translation>推薦 {t}：沒有超出遺忘限度的幾檔裡，它的平均召回率最高（驗證作品上 {recall}，全強度 {full}）。不會自動採用。</translation>
  </message>
  <message>
   <source>横轴是强度：0% 是底本，100% 是练成的样子；竖线是 95% 区间，在 {works} 件验证作品上量。</source>
   <translation>橫軸是強度：0% 是底本，100% 是練成的樣子；豎線是 95% 區間，在 {works} 件驗證作品上量。</translation>
  </message>
  <message>
   <source>没有推荐：没有原来的图可比，不知道减弱以后会少忘多少。</source>
   <translation>沒有推薦：沒有原來的圖可比，不知道減弱以後會少忘多少。</translation>
  </message>
  <message>
   <source>没有推荐：量过的每一档都超出了遗忘的限度。</source>
   <translation>沒有推薦：量過的每一檔都超出了遺忘的限度。</translation>
  </message>
  <message>
   <source>没有超出限度</source>
   <translation>沒有超出限度</translation>
  </message>
  <message>
   <source>没有量：没有验证用的画，强弱无从比较。</source>
   <translation>沒有量：沒有驗證用的畫，強弱無從比較。</translation>
  </message>
  <message>
   <source>空心点超出了遗忘的限度。上面的评测数字都是全强度的。</source>
   <translation>空心點超出了遺忘的限度。上面的評測數字都是全強度的。</translation>
  </message>
  <message>
   <source>超出了限度</source>
   <translation>超出了限度</translation>
  </message>
  <message>
   <source>这就是现在这一次。</source>
   <translation>這就是現在這一次。</translation>
  </message>
 </context>
 <context>
  <name>StrengthPlot</name>
  <message>
   <source>原图：以图找文</source>
   <translation>原圖：以圖找文</translation>
  </message>
  <message>
   <source>原图：以文找图</source>
   <translation>原圖：以文找圖</translation>
  </message>
  <message>
   <source>平均召回率</source>
   <translation>平均召回率</translation>
  </message>
  <message>
   <source>推荐</source>
   <translation>推薦</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>{arrow} 第 {before} → 第 {after}</source>
   <translation>{arrow} 第 {before} → 第 {after}</translation>
  </message>
 </context>
 <context>
  <name>figures</name>
  <message>
   <source>{low} 至 {high}</source>
   <translation>{low} 至 {high}</translation>
  </message>
  <message>
   <source>{value}（{range}）</source>
   <translation>{value}（{range}）</translation>
  </message>
 </context>
</TS>
