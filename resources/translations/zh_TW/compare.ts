<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>BlindSheet</name>
  <message>
   <source>{count} 句</source>
   <translation>{count} 句</translation>
  </message>
  <message>
   <source>{done} / {all} 句</source>
   <translation>{done} / {all} 句</translation>
  </message>
  <message>
   <source>{name}的胜率 {share}，95% 区间 {low}–{high}：看得出差别。</source>
   <translation>{name}的勝率 {share}，95% 區間 {low}–{high}：看得出差別。</translation>
  </message>
  <message>
   <source>{name}的胜率 {share}，95% 区间 {low}–{high}：还看不出差别。</source>
   <translation>{name}的勝率 {share}，95% 區間 {low}–{high}：還看不出差別。</translation>
  </message>
  <message>
   <source>{one} {left} 比 {right} {other}</source>
   <translation>{one} {left} 比 {right} {other}</translation>
  </message>
  <message>
   <source>乙列</source>
   <translation>乙欄</translation>
  </message>
  <message>
   <source>乙列更好</source>
   <translation>乙欄更好</translation>
  </message>
  <message>
   <source>从没学过的作品里抽几句说明，每句摆出两列画，不写哪边是谁、左右随机。逐句选哪边更合句意；最后告诉你选中了谁。每一选都记作判断。</source>
   <translation>從沒學過的作品裡抽幾句圖說，每句擺出兩欄畫，不寫哪邊是誰、左右隨機。逐句選哪邊更合句意；最後告訴你選中了誰。每一選都記作判斷。</translation>
  </message>
  <message>
   <source>再测一次</source>
   <translation>再測一次</translation>
  </message>
  <message>
   <source>差不多</source>
   <translation>差不多</translation>
  </message>
  <message>
   <source>差不多：{count} 句</source>
   <translation>差不多：{count} 句</translation>
  </message>
  <message>
   <source>开始盲测</source>
   <translation>開始盲測</translation>
  </message>
  <message>
   <source>没有一句分出高下。</source>
   <translation>沒有一句分出高下。</translation>
  </message>
  <message>
   <source>甲列</source>
   <translation>甲欄</translation>
  </message>
  <message>
   <source>甲列更好</source>
   <translation>甲欄更好</translation>
  </message>
  <message>
   <source>盲测</source>
   <translation>盲測</translation>
  </message>
  <message>
   <source>考几句</source>
   <translation>考幾句</translation>
  </message>
 </context>
 <context>
  <name>CompareAnswer</name>
  <message>
   <source>{name}没找到</source>
   <translation>{name}沒找到</translation>
  </message>
  <message>
   <source>{name}第 {rank}</source>
   <translation>{name}第 {rank}</translation>
  </message>
  <message>
   <source>✓ 这句说的是《{title}》：{ranks}</source>
   <translation>✓ 這句說的是《{title}》：{ranks}</translation>
  </message>
  <message>
   <source>，</source>
   <translation>，</translation>
  </message>
 </context>
 <context>
  <name>CompareBlind</name>
  <message>
   <source>再试</source>
   <translation>再試</translation>
  </message>
  <message>
   <source>盲测</source>
   <translation>盲測</translation>
  </message>
 </context>
 <context>
  <name>CompareHit</name>
  <message>
   <source>《{title}》在托盘里</source>
   <translation>《{title}》在托盤裡</translation>
  </message>
  <message>
   <source>与《{title}》相配的</source>
   <translation>與《{title}》相配的</translation>
  </message>
  <message>
   <source>像《{title}》的</source>
   <translation>像《{title}》的</translation>
  </message>
  <message>
   <source>像《{title}》里那一块的</source>
   <translation>像《{title}》裡那一塊的</translation>
  </message>
  <message>
   <source>已作为待确认的配对，请到典籍页确认</source>
   <translation>已作為待確認的配對，請到典籍頁確認</translation>
  </message>
  <message>
   <source>没能解释：{what}</source>
   <translation>沒能解釋：{what}</translation>
  </message>
  <message>
   <source>解释一条结果</source>
   <translation>解釋一條結果</translation>
  </message>
 </context>
 <context>
  <name>ComparePage</name>
  <message>
   <source>{count} 件，{seconds} 秒，全在本机</source>
   <translation>{count} 件，{seconds} 秒，全在本機</translation>
  </message>
  <message>
   <source>{count} 件，{seconds} 秒，由 {host} 检索</source>
   <translation>{count} 件，{seconds} 秒，由 {host} 檢索</translation>
  </message>
  <message>
   <source>{count} 件，全在本机</source>
   <translation>{count} 件，全在本機</translation>
  </message>
  <message>
   <source>{count} 件；训练之后这里有两列</source>
   <translation>{count} 件；訓練之後這裡有兩欄</translation>
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
   <source>去训练</source>
   <translation>去訓練</translation>
  </message>
  <message>
   <source>只看有变化的</source>
   <translation>只看有變化的</translation>
  </message>
  <message>
   <source>更多</source>
   <translation>更多</translation>
  </message>
  <message>
   <source>检索</source>
   <translation>檢索</translation>
  </message>
  <message>
   <source>检索对比</source>
   <translation>檢索對比</translation>
  </message>
  <message>
   <source>正在检索</source>
   <translation>正在檢索</translation>
  </message>
  <message>
   <source>还没有画；入藏之后在这里检索</source>
   <translation>還沒有畫；入藏之後在這裡檢索</translation>
  </message>
  <message>
   <source>这一件</source>
   <translation>這一件</translation>
  </message>
  <message>
   <source>；还有 {count} 幅正在编入索引</source>
   <translation>；還有 {count} 幅正在編入索引</translation>
  </message>
 </context>
 <context>
  <name>CompareRecall</name>
  <message>
   <source>不再保存「{name}」</source>
   <translation>不再儲存「{name}」</translation>
  </message>
  <message>
   <source>先找些什么</source>
   <translation>先找些什麼</translation>
  </message>
  <message>
   <source>剪贴板里的图没有留下来</source>
   <translation>剪貼簿裡的圖沒有留下來</translation>
  </message>
  <message>
   <source>已保存「{name}」</source>
   <translation>已儲存「{name}」</translation>
  </message>
  <message>
   <source>条件一起记下。</source>
   <translation>條件一起記下。</translation>
  </message>
  <message>
   <source>藏品只能查看</source>
   <translation>藏品只能檢視</translation>
  </message>
  <message>
   <source>这次检索叫什么</source>
   <translation>這次檢索叫什麼</translation>
  </message>
 </context>
 <context>
  <name>CompareRegression</name>
  <message>
   <source>{name}：记下的判断 {count} 句，{held} 句站得住，{lost} 句变回去了</source>
   <translation>{name}：記下的判斷 {count} 句，{held} 句站得住，{lost} 句變回去了</translation>
  </message>
  <message>
   <source>再考记下的判断</source>
   <translation>再考記下的判斷</translation>
  </message>
  <message>
   <source>再试</source>
   <translation>再試</translation>
  </message>
 </context>
 <context>
  <name>CompareSheets</name>
  <message>
   <source>托盘 {count}</source>
   <translation>托盤 {count}</translation>
  </message>
  <message>
   <source>托盘…</source>
   <translation>托盤…</translation>
  </message>
  <message>
   <source>留出说明的升降…</source>
   <translation>留出圖說的升降…</translation>
  </message>
  <message>
   <source>盲测：不看名字，哪边更好…</source>
   <translation>盲測：不看名字，哪邊更好…</translation>
  </message>
  <message>
   <source>训练一次之后才有两列</source>
   <translation>訓練一次之後才有兩欄</translation>
  </message>
  <message>
   <source>记下的判断，再考一遍…</source>
   <translation>記下的判斷，再考一遍…</translation>
  </message>
 </context>
 <context>
  <name>CompareSides</name>
  <message>
   <source>已在另一边</source>
   <translation>已在另一邊</translation>
  </message>
  <message>
   <source>底本，未训练</source>
   <translation>底本，未訓練</translation>
  </message>
  <message>
   <source>微调</source>
   <translation>微調</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>第 {number} 次</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
 </context>
 <context>
  <name>CompareTray</name>
  <message>
   <source>Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)</source>
   <translation>Excel 活頁簿 (*.xlsx);;CSV 表格 (*.csv)</translation>
  </message>
  <message>
   <source>{count} 件已作为待确认的配对，请到典籍页确认</source>
   <translation>{count} 件已作為待確認的配對，請到典籍頁確認</translation>
  </message>
  <message>
   <source>印成小图样</source>
   <translation>印成小圖樣</translation>
  </message>
  <message>
   <source>存为清单</source>
   <translation>存為清單</translation>
  </message>
  <message>
   <source>已复制 {count} 个藏号</source>
   <translation>已複製 {count} 個藏號</translation>
  </message>
  <message>
   <source>已存到 {file}</source>
   <translation>已存到 {file}</translation>
  </message>
  <message>
   <source>托盘清空了</source>
   <translation>托盤清空了</translation>
  </message>
 </context>
 <context>
  <name>CompareVerdict</name>
  <message>
   <source>有条件时不记判断：以后再考时看的是全部作品。</source>
   <translation>有條件時不記判斷：以後再考時看的是全部作品。</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>藏品以唯讀方式開啟著。</translation>
  </message>
  <message>
   <source>记下了</source>
   <translation>記下了</translation>
  </message>
 </context>
 <context>
  <name>HitPanel</name>
  <message>
   <source>与《{title}》配对</source>
   <translation>與《{title}》配對</translation>
  </message>
  <message>
   <source>命中在卷中，自右起约 {percent}</source>
   <translation>命中在卷中，自右起約 {percent}</translation>
  </message>
  <message>
   <source>命中在轴中，自上起约 {percent}</source>
   <translation>命中在軸中，自上起約 {percent}</translation>
  </message>
  <message>
   <source>在藏品里看</source>
   <translation>在藏品裡看</translation>
  </message>
  <message>
   <source>找相似</source>
   <translation>找相似</translation>
  </message>
  <message>
   <source>找相配的文字</source>
   <translation>找相配的文字</translation>
  </message>
  <message>
   <source>拖出一块，就用这一块再找</source>
   <translation>拖出一塊，就用這一塊再找</translation>
  </message>
  <message>
   <source>放进托盘</source>
   <translation>放進托盤</translation>
  </message>
  <message>
   <source>方向键框出一块，加 Shift 改大小，回车就用这一块再找</source>
   <translation>方向鍵框出一塊，加 Shift 改大小，Enter 鍵就用這一塊再找</translation>
  </message>
  <message>
   <source>正在算哪里、哪个字起了作用…</source>
   <translation>正在算哪裡、哪個字起了作用…</translation>
  </message>
  <message>
   <source>热图</source>
   <translation>熱圖</translation>
  </message>
  <message>
   <source>画上哪里让它排在这里（H）</source>
   <translation>畫上哪裡讓它排在這裡（H）</translation>
  </message>
  <message>
   <source>，</source>
   <translation>，</translation>
  </message>
 </context>
 <context>
  <name>MovedSheet</name>
  <message>
   <source>↑ 升 {rose}　↓ 降 {fell}　＝ 平 {even}</source>
   <translation>↑ 升 {rose}　↓ 降 {fell}　＝ 平 {even}</translation>
  </message>
  <message>
   <source>升得最多在前</source>
   <translation>升得最多在前</translation>
  </message>
  <message>
   <source>排法</source>
   <translation>排法</translation>
  </message>
  <message>
   <source>每一句是没学过的作品的说明；名次是它自己那幅画排第几。点一句，就在这里看两列。</source>
   <translation>每一句是沒學過的作品的圖說；名次是它自己那幅畫排第幾。點一句，就在這裡看兩欄。</translation>
  </message>
  <message>
   <source>留出说明的升降</source>
   <translation>留出圖說的升降</translation>
  </message>
  <message>
   <source>藏号</source>
   <translation>藏號</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>圖說</translation>
  </message>
  <message>
   <source>还没有评测结果</source>
   <translation>還沒有評測結果</translation>
  </message>
  <message>
   <source>降得最多在前</source>
   <translation>降得最多在前</translation>
  </message>
 </context>
 <context>
  <name>QueryBar</name>
  <message>
   <source>也可以把图拖到这一页，或在右边的画上框出一块</source>
   <translation>也可以把圖拖曳到這一頁，或在右邊的畫上框出一塊</translation>
  </message>
  <message>
   <source>像「{name}」的</source>
   <translation>像「{name}」的</translation>
  </message>
  <message>
   <source>像剪贴板里那张的</source>
   <translation>像剪貼簿裡那張的</translation>
  </message>
  <message>
   <source>兼看关键词</source>
   <translation>兼看關鍵詞</translation>
  </message>
  <message>
   <source>剪贴板里的图</source>
   <translation>剪貼簿裡的圖</translation>
  </message>
  <message>
   <source>只在这些里找：作者:马远 朝代:南宋</source>
   <translation>只在這些裡找：作者:馬遠 朝代:南宋</translation>
  </message>
  <message>
   <source>各类作品</source>
   <translation>各類作品</translation>
  </message>
  <message>
   <source>哪类作品</source>
   <translation>哪類作品</translation>
  </message>
  <message>
   <source>图片 ({patterns})</source>
   <translation>圖片 ({patterns})</translation>
  </message>
  <message>
   <source>套用句式</source>
   <translation>套用句式</translation>
  </message>
  <message>
   <source>找什么</source>
   <translation>找什麼</translation>
  </message>
  <message>
   <source>找文</source>
   <translation>找文</translation>
  </message>
  <message>
   <source>找画</source>
   <translation>找畫</translation>
  </message>
  <message>
   <source>把词放进几种说法里再平均，适合单个词。</source>
   <translation>把詞放進幾種說法裡再平均，適合單個詞。</translation>
  </message>
  <message>
   <source>最近与保存</source>
   <translation>最近與儲存</translation>
  </message>
  <message>
   <source>条件</source>
   <translation>條件</translation>
  </message>
  <message>
   <source>清除</source>
   <translation>清除</translation>
  </message>
  <message>
   <source>用一张图找</source>
   <translation>用一張圖找</translation>
  </message>
  <message>
   <source>用你们的话找画：整句、词、或 2*雪 + 舟 - 人</source>
   <translation>用你們的話找畫：整句、詞、或 2*雪 + 舟 - 人</translation>
  </message>
  <message>
   <source>试试</source>
   <translation>試試</translation>
  </message>
  <message>
   <source>选择文件…</source>
   <translation>選擇檔案…</translation>
  </message>
  <message>
   <source>题名和藏号对上的排在最前。两列对比时不用它，所以只显示一列。</source>
   <translation>題名和藏號對上的排在最前。兩欄對比時不用它，所以只顯示一欄。</translation>
  </message>
 </context>
 <context>
  <name>RankLines</name>
  <message>
   <source>{arrow} 第 {rank}</source>
   <translation>{arrow} 第 {rank}</translation>
  </message>
 </context>
 <context>
  <name>RecallMenu</name>
  <message>
   <source>不再保存</source>
   <translation>不再儲存</translation>
  </message>
  <message>
   <source>忘掉最近问过的</source>
   <translation>忘掉最近問過的</translation>
  </message>
  <message>
   <source>给这次检索起个名字…</source>
   <translation>給這次檢索起個名字…</translation>
  </message>
  <message>
   <source>试试</source>
   <translation>試試</translation>
  </message>
 </context>
 <context>
  <name>RegressionSheet</name>
  <message>
   <source>{name}还没有考过这 {count} 句</source>
   <translation>{name}還沒有考過這 {count} 句</translation>
  </message>
  <message>
   <source>{name}：{held} 句仍是更好的那种排法，{lost} 句变回去了，{even} 句居中</source>
   <translation>{name}：{held} 句仍是更好的那種排法，{lost} 句變回去了，{even} 句居中</translation>
  </message>
  <message>
   <source>像没选的</source>
   <translation>像沒選的</translation>
  </message>
  <message>
   <source>像选中的</source>
   <translation>像選中的</translation>
  </message>
  <message>
   <source>先在对比页记下几句哪边更好</source>
   <translation>先在對比頁記下幾句哪邊更好</translation>
  </message>
  <message>
   <source>再考一遍</source>
   <translation>再考一遍</translation>
  </message>
  <message>
   <source>变回去了</source>
   <translation>變回去了</translation>
  </message>
  <message>
   <source>句子</source>
   <translation>句子</translation>
  </message>
  <message>
   <source>居中</source>
   <translation>居中</translation>
  </message>
  <message>
   <source>每句看新的排法更像当时选中的那一列，还是没选中的那一列（前十名的重合）。</source>
   <translation>每句看新的排法更像當時選中的那一欄，還是沒選中的那一欄（前十名的重合）。</translation>
  </message>
  <message>
   <source>站得住</source>
   <translation>站得住</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>結果</translation>
  </message>
  <message>
   <source>记下的判断</source>
   <translation>記下的判斷</translation>
  </message>
  <message>
   <source>还没有分出高下的判断</source>
   <translation>還沒有分出高下的判斷</translation>
  </message>
 </context>
 <context>
  <name>SearchBoard</name>
  <message>
   <source>{column}第 {rank}，相似 {score}</source>
   <translation>{column}第 {rank}，相似 {score}</translation>
  </message>
  <message>
   <source>↑ 原 {rank}</source>
   <translation>↑ 原 {rank}</translation>
  </message>
  <message>
   <source>↑ 原 {rank} 外</source>
   <translation>↑ 原 {rank} 外</translation>
  </message>
  <message>
   <source>这句说的就是它</source>
   <translation>這句說的就是它</translation>
  </message>
  <message>
   <source>；{column}第 {rank}</source>
   <translation>；{column}第 {rank}</translation>
  </message>
 </context>
 <context>
  <name>TraySheet</name>
  <message numerus="yes">
   <source>%n 件</source>
   <translation>
    <numerusform>%n 件</numerusform>
   </translation>
  </message>
  <message>
   <source>与哪段典籍配对</source>
   <translation>與哪段典籍配對</translation>
  </message>
  <message>
   <source>与这段典籍配对</source>
   <translation>與這段典籍配對</translation>
  </message>
  <message>
   <source>印成小图样…</source>
   <translation>印成小圖樣…</translation>
  </message>
  <message>
   <source>复制藏号</source>
   <translation>複製藏號</translation>
  </message>
  <message>
   <source>存为清单…</source>
   <translation>存為清單…</translation>
  </message>
  <message>
   <source>托盘</source>
   <translation>托盤</translation>
  </message>
  <message>
   <source>托盘是空的。检索时点“放进托盘”，把想留的画放在这里。</source>
   <translation>托盤是空的。檢索時點「放進托盤」，把想留的畫放在這裡。</translation>
  </message>
  <message>
   <source>拿走</source>
   <translation>拿走</translation>
  </message>
  <message>
   <source>清空托盘</source>
   <translation>清空托盤</translation>
  </message>
 </context>
 <context>
  <name>VerdictBar</name>
  <message>
   <source>先选哪边更好</source>
   <translation>先選哪邊更好</translation>
  </message>
  <message>
   <source>分出高下的句子里它更好的一份，括号里是 95% 区间</source>
   <translation>分出高下的句子裡它更好的一份，括號裡是 95% 區間</translation>
  </message>
  <message>
   <source>哪边更好？</source>
   <translation>哪邊更好？</translation>
  </message>
  <message>
   <source>差不多</source>
   <translation>差不多</translation>
  </message>
  <message>
   <source>已记 {count} 句，{name}更好 {wins}；{share}（{low}–{high}）</source>
   <translation>已記 {count} 句，{name}更好 {wins}；{share}（{low}–{high}）</translation>
  </message>
  <message>
   <source>已记 {count} 句，都差不多</source>
   <translation>已記 {count} 句，都差不多</translation>
  </message>
  <message>
   <source>记下判断</source>
   <translation>記下判斷</translation>
  </message>
  <message>
   <source>还没有记过；记下的判断以后每次训练都会再考一遍</source>
   <translation>還沒有記過；記下的判斷以後每次訓練都會再考一遍</translation>
  </message>
 </context>
 <context>
  <name>WhyPart</name>
  <message>
   <source>与检索词相关</source>
   <translation>與檢索詞相關</translation>
  </message>
  <message>
   <source>各头平均</source>
   <translation>各頭平均</translation>
  </message>
  <message>
   <source>哪一头</source>
   <translation>哪一頭</translation>
  </message>
  <message>
   <source>哪一层</source>
   <translation>哪一層</translation>
  </message>
  <message>
   <source>哪个字起了作用（{whose}，少了它相似降多少）</source>
   <translation>哪個字起了作用（{whose}，少了它相似降多少）</translation>
  </message>
  <message>
   <source>哪个模型</source>
   <translation>哪個模型</translation>
  </message>
  <message>
   <source>注意力，各层相乘</source>
   <translation>注意力，各層相乘</translation>
  </message>
  <message>
   <source>注意力，逐层看</source>
   <translation>注意力，逐層看</translation>
  </message>
  <message>
   <source>热图画的是什么</source>
   <translation>熱圖畫的是什麼</translation>
  </message>
  <message>
   <source>第 {number} 头</source>
   <translation>第 {number} 頭</translation>
  </message>
  <message>
   <source>第 {number} 层</source>
   <translation>第 {number} 層</translation>
  </message>
  <message>
   <source>颜色越浓的地方，模型看得越多，与检索词无关。</source>
   <translation>顏色越濃的地方，模型看得越多，與檢索詞無關。</translation>
  </message>
  <message>
   <source>颜色越浓的地方，越让它像检索词。</source>
   <translation>顏色越濃的地方，越讓它像檢索詞。</translation>
  </message>
 </context>
</TS>
