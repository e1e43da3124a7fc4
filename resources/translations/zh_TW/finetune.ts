<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>FinetunePage</name>
  <message>
   <source>上一次训练没有做完，停在第 {epoch} 轮之后。</source>
   <translation>上一次訓練沒有做完，停在第 {epoch} 輪之後。</translation>
  </message>
  <message>
   <source>停止，留下最好的一轮</source>
   <translation>停止，留下最好的一輪</translation>
  </message>
  <message>
   <source>先打开藏品。</source>
   <translation>先開啟藏品。</translation>
  </message>
  <message>
   <source>去审校</source>
   <translation>去審校</translation>
  </message>
  <message>
   <source>去看模型</source>
   <translation>去看模型</translation>
  </message>
  <message>
   <source>学到的都留着，可以从那里接着练。</source>
   <translation>學到的都留著，可以從那裡接著練。</translation>
  </message>
  <message>
   <source>开始训练</source>
   <translation>開始訓練</translation>
  </message>
  <message>
   <source>接着练</source>
   <translation>接著練</translation>
  </message>
  <message>
   <source>暂停</source>
   <translation>暫停</translation>
  </message>
  <message>
   <source>核对要学的说明</source>
   <translation>核對要學的圖說</translation>
  </message>
  <message>
   <source>正在停下</source>
   <translation>正在停下</translation>
  </message>
  <message>
   <source>正在核对要学的说明。</source>
   <translation>正在核對要學的圖說。</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>第 {number} 次</translation>
  </message>
  <message>
   <source>练完了，结果在评测里</source>
   <translation>練完了，結果在評測裡</translation>
  </message>
  <message>
   <source>继续</source>
   <translation>繼續</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>藏品以唯讀方式開啟著。</translation>
  </message>
  <message>
   <source>让模型学会你们的用语</source>
   <translation>讓模型學會你們的用語</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>訓練</translation>
  </message>
  <message>
   <source>量这台电脑</source>
   <translation>量這臺電腦</translation>
  </message>
 </context>
 <context>
  <name>MethodPanel</name>
  <message>
   <source>{sentence}学习率 {rate}，每批 {batch} 件。</source>
   <translation>{sentence}學習率 {rate}，每批 {batch} 件。</translation>
  </message>
  <message>
   <source>一切权重都动，慢，容易忘；只为对照，不建议采用。</source>
   <translation>一切權重都動，慢，容易忘；只為對照，不建議採用。</translation>
  </message>
  <message>
   <source>两座塔都学，读得懂更多拟古文；三百件以上、有显卡时值得。</source>
   <translation>兩座塔都學，讀得懂更多擬古文；三百件以上、有顯示卡時值得。</translation>
  </message>
  <message>
   <source>全部都学</source>
   <translation>全部都學</translation>
  </message>
  <message>
   <source>前面各层只算一遍，处理器上也快得多。</source>
   <translation>前面各層只算一遍，處理器上也快得多。</translation>
  </message>
  <message>
   <source>只学最后一步</source>
   <translation>只學最後一步</translation>
  </message>
  <message>
   <source>只学最后四层</source>
   <translation>只學最後四層</translation>
  </message>
  <message>
   <source>只调图片向量的投影，几分钟就好；没有显卡时先试它。</source>
   <translation>只調圖片向量的投影，幾分鐘就好；沒有顯示卡時先試它。</translation>
  </message>
  <message>
   <source>学法</source>
   <translation>學法</translation>
  </message>
  <message>
   <source>按模型选</source>
   <translation>按模型選</translation>
  </message>
  <message>
   <source>最多几轮</source>
   <translation>最多幾輪</translation>
  </message>
  <message>
   <source>每层看画的输出各学一点（秩 4），读文的部分不动，文字不必重编。</source>
   <translation>每層看畫的輸出各學一點（秩 4），讀文的部分不動，文字不必重編。</translation>
  </message>
  <message>
   <source>每层看画的输出各学一点，步子大，为随附的小模型调过。</source>
   <translation>每層看畫的輸出各學一點，步子大，為隨附的小模型調過。</translation>
  </message>
  <message>
   <source>演示模型用的</source>
   <translation>示範模型用的</translation>
  </message>
  <message>
   <source>照学法的</source>
   <translation>照學法的</translation>
  </message>
  <message>
   <source>照论文的做法（arXiv 2405.18541），给要比较的人。</source>
   <translation>照論文的做法（arXiv 2405.18541），給要比較的人。</translation>
  </message>
  <message>
   <source>由上面的快慢定</source>
   <translation>由上面的快慢定</translation>
  </message>
  <message>
   <source>看画读文都学</source>
   <translation>看畫讀文都學</translation>
  </message>
  <message>
   <source>稳妥</source>
   <translation>穩妥</translation>
  </message>
  <message>
   <source>随机种子</source>
   <translation>隨機種子</translation>
  </message>
  <message>
   <source>高级：学法、轮数、随机种子</source>
   <translation>進階：學法、輪數、隨機種子</translation>
  </message>
 </context>
 <context>
  <name>PreflightView</name>
  <message>
   <source>LoRA 适配器，底本不动</source>
   <translation>LoRA 適配器，底本不動</translation>
  </message>
  <message>
   <source>{n} 件与别的画说明相同</source>
   <translation>{n} 件與別的畫圖說相同</translation>
  </message>
  <message>
   <source>{n} 件没有图片，不会用上</source>
   <translation>{n} 件沒有圖片，不會用上</translation>
  </message>
  <message>
   <source>{n} 张图既在训练里又在测试里，评测会偏高</source>
   <translation>{n} 張圖既在訓練裡又在測試裡，評測會偏高</translation>
  </message>
  <message>
   <source>{n} 条训练说明超过 50 字元，按句分成几段来学</source>
   <translation>{n} 條訓練圖說超過 50 字元，按句分成幾段來學</translation>
  </message>
  <message>
   <source>{n} 条说明有模型不认识的字</source>
   <translation>{n} 條圖說有模型不認識的字</translation>
  </message>
  <message>
   <source>{n} 条说明超过 50 字元，会被截短</source>
   <translation>{n} 條圖說超過 50 字元，會被截短</translation>
  </message>
  <message>
   <source>{remark}，最多 {epochs} 轮</source>
   <translation>{remark}，最多 {epochs} 輪</translation>
  </message>
  <message>
   <source>{works} 件</source>
   <translation>{works} 件</translation>
  </message>
  <message>
   <source>中途停</source>
   <translation>中途停</translation>
  </message>
  <message>
   <source>从 {works} 件画、{captions} 条说明里学</source>
   <translation>從 {works} 件畫、{captions} 條圖說裡學</translation>
  </message>
  <message>
   <source>你的电脑</source>
   <translation>你的電腦</translation>
  </message>
  <message>
   <source>全程不用网络</source>
   <translation>全程不用網路</translation>
  </message>
  <message>
   <source>全部权重的改动，另存一份</source>
   <translation>全部權重的改動，另存一份</translation>
  </message>
  <message>
   <source>再审一些</source>
   <translation>再審一些</translation>
  </message>
  <message>
   <source>同一张图只在一边，测试才算数</source>
   <translation>同一張圖只在一邊，測試才算數</translation>
  </message>
  <message>
   <source>在{device}上约 {time}；这些测试作品看得出 {gain} 个百分点以上的提升。</source>
   <translation>在{device}上約 {time}；這些測試作品看得出 {gain} 個百分點以上的提升。</translation>
  </message>
  <message>
   <source>处理器</source>
   <translation>處理器</translation>
  </message>
  <message>
   <source>多数馆藏用这一档</source>
   <translation>多數館藏用這一檔</translation>
  </message>
  <message>
   <source>学什么</source>
   <translation>學什麼</translation>
  </message>
  <message>
   <source>底本模型</source>
   <translation>底本模型</translation>
  </message>
  <message>
   <source>开始时会先量一量</source>
   <translation>開始時會先量一量</translation>
  </message>
  <message>
   <source>快</source>
   <translation>快</translation>
  </message>
  <message>
   <source>推荐</source>
   <translation>推薦</translation>
  </message>
  <message>
   <source>显卡</source>
   <translation>顯示卡</translation>
  </message>
  <message>
   <source>最后一步投影的改动，底本不动</source>
   <translation>最後一步投影的改動，底本不動</translation>
  </message>
  <message>
   <source>查看</source>
   <translation>檢視</translation>
  </message>
  <message>
   <source>每件画都有图片</source>
   <translation>每件畫都有圖片</translation>
  </message>
  <message>
   <source>没有两件画用同一句说明</source>
   <translation>沒有兩件畫用同一句圖說</translation>
  </message>
  <message>
   <source>测试</source>
   <translation>測試</translation>
  </message>
  <message>
   <source>测试只有 {works} 件，小于 {gain} 个百分点的差别看不出来</source>
   <translation>測試只有 {works} 件，小於 {gain} 個百分點的差別看不出來</translation>
  </message>
  <message>
   <source>测试有 {works} 件，{gain} 个百分点以上的差别看得出来</source>
   <translation>測試有 {works} 件，{gain} 個百分點以上的差別看得出來</translation>
  </message>
  <message>
   <source>用字都在模型词表里</source>
   <translation>用字都在模型詞表裡</translation>
  </message>
  <message>
   <source>留作测试的画</source>
   <translation>留作測試的畫</translation>
  </message>
  <message>
   <source>看看方向</source>
   <translation>看看方向</translation>
  </message>
  <message>
   <source>离线</source>
   <translation>離線</translation>
  </message>
  <message>
   <source>约 {time}</source>
   <translation>約 {time}</translation>
  </message>
  <message>
   <source>练多少</source>
   <translation>練多少</translation>
  </message>
  <message>
   <source>细</source>
   <translation>細</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>訓練</translation>
  </message>
  <message>
   <source>训练前检查</source>
   <translation>訓練前檢查</translation>
  </message>
  <message>
   <source>训练时一眼也不看</source>
   <translation>訓練時一眼也不看</translation>
  </message>
  <message>
   <source>说明过千条时值得</source>
   <translation>圖說過千條時值得</translation>
  </message>
  <message>
   <source>说明都在 50 字元以内</source>
   <translation>圖說都在 50 字元以內</translation>
  </message>
  <message>
   <source>还没有留作测试的画</source>
   <translation>還沒有留作測試的畫</translation>
  </message>
  <message>
   <source>这台电脑</source>
   <translation>這臺電腦</translation>
  </message>
  <message>
   <source>适中</source>
   <translation>適中</translation>
  </message>
  <message>
   <source>随时可停，留下最好的一轮</source>
   <translation>隨時可停，留下最好的一輪</translation>
  </message>
  <message>
   <source>随附的演示模型</source>
   <translation>隨附的示範模型</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>驗證</translation>
  </message>
 </context>
 <context>
  <name>RunWatch</name>
  <message>
   <source>{done} / {total} 步</source>
   <translation>{done} / {total} 步</translation>
  </message>
  <message>
   <source>不必守着。可以去审校，练完会在活动里告诉你；断电也只丢这一轮。</source>
   <translation>不必守著。可以去審校，練完會在活動裡告訴你；斷電也只丟這一輪。</translation>
  </message>
  <message>
   <source>已暂停</source>
   <translation>已暫停</translation>
  </message>
  <message>
   <source>损失</source>
   <translation>損失</translation>
  </message>
  <message>
   <source>正在停下，留下最好的一轮</source>
   <translation>正在停下，留下最好的一輪</translation>
  </message>
  <message>
   <source>正在准备</source>
   <translation>正在準備</translation>
  </message>
  <message>
   <source>每秒 {rate} 步</source>
   <translation>每秒 {rate} 步</translation>
  </message>
  <message>
   <source>目前最好的是第 {epoch} 轮：验证召回 {recall}，零样本 {zero}。差别要等测试作品来定。</source>
   <translation>目前最好的是第 {epoch} 輪：驗證召回 {recall}，零樣本 {zero}。差別要等測試作品來定。</translation>
  </message>
  <message>
   <source>第 {now} 轮，共 {total} 轮</source>
   <translation>第 {now} 輪，共 {total} 輪</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>訓練</translation>
  </message>
  <message>
   <source>零样本 {recall}</source>
   <translation>零樣本 {recall}</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>驗證</translation>
  </message>
  <message>
   <source>验证：平均召回</source>
   <translation>驗證：平均召回</translation>
  </message>
 </context>
 <context>
  <name>WayChoice</name>
  <message>
   <source>{0}，上次</source>
   <translation>{0}，上次</translation>
  </message>
  <message>
   <source>两边每层都学，有显卡时值得</source>
   <translation>兩邊每層都學，有顯示卡時值得</translation>
  </message>
  <message>
   <source>只调图片向量的投影</source>
   <translation>只調圖片向量的投影</translation>
  </message>
  <message>
   <source>学多少</source>
   <translation>學多少</translation>
  </message>
  <message>
   <source>推荐</source>
   <translation>推薦</translation>
  </message>
  <message>
   <source>没有显卡：先学最后一步。时间按这台电脑量到的速度估算。</source>
   <translation>沒有顯示卡：先學最後一步。時間按這臺電腦量到的速度估算。</translation>
  </message>
  <message>
   <source>看画的最后四层</source>
   <translation>看畫的最後四層</translation>
  </message>
  <message>
   <source>看画的每一层各学一点</source>
   <translation>看畫的每一層各學一點</translation>
  </message>
  <message>
   <source>约 {0}</source>
   <translation>約 {0}</translation>
  </message>
  <message>
   <source>还没有量过这台电脑，时间按一般的办公电脑估算。</source>
   <translation>還沒有量過這臺電腦，時間按一般的辦公電腦估算。</translation>
  </message>
 </context>
</TS>
