<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>FinetunePage</name>
  <message>
   <source>量这台电脑</source>
   <translation>Measuring this computer</translation>
  </message>
  <message>
   <source>开始训练</source>
   <translation>Start training</translation>
  </message>
  <message>
   <source>停止，留下最好的一轮</source>
   <translation>Stop, keep the best epoch</translation>
  </message>
  <message>
   <source>继续</source>
   <translation>Go on</translation>
  </message>
  <message>
   <source>暂停</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>Finetune</translation>
  </message>
  <message>
   <source>练完了，结果在评测里</source>
   <translation>Training is done; see Evaluate</translation>
  </message>
  <message>
   <source>接着练</source>
   <translation>Resume</translation>
  </message>
  <message>
   <source>去看模型</source>
   <translation>Show models</translation>
  </message>
  <message>
   <source>上一次训练没有做完，停在第 {epoch} 轮之后。</source>
   <translation>The last training broke off after epoch {epoch}.</translation>
  </message>
  <message>
   <source>学到的都留着，可以从那里接着练。</source>
   <translation>What it learned was kept; it can go on from there.</translation>
  </message>
  <message>
   <source>正在停下</source>
   <translation>Stopping</translation>
  </message>
  <message>
   <source>藏品以只读方式打开着。</source>
   <translation>The collection is open read-only.</translation>
  </message>
  <message>
   <source>去审校</source>
   <translation>Go to Review</translation>
  </message>
  <message>
   <source>先打开藏品。</source>
   <translation>Open a collection first.</translation>
  </message>
  <message>
   <source>让模型学会你们的用语</source>
   <translation>Teach the model your words</translation>
  </message>
  <message>
   <source>第 {number} 次</source>
   <translation>Run {number}</translation>
  </message>
  <message>
   <source>核对要学的说明</source>
   <translation>Looking through what is learned</translation>
  </message>
  <message>
   <source>正在核对要学的说明。</source>
   <translation>Looking through what is learned.</translation>
  </message>
 </context>
 <context>
  <name>PreflightView</name>
  <message>
   <source>训练前检查</source>
   <translation>Checks before training</translation>
  </message>
  <message>
   <source>留作测试的画</source>
   <translation>Held out for the test</translation>
  </message>
  <message>
   <source>训练时一眼也不看</source>
   <translation>never seen in training</translation>
  </message>
  <message>
   <source>练多少</source>
   <translation>How much</translation>
  </message>
  <message>
   <source>底本模型</source>
   <translation>Base model</translation>
  </message>
  <message>
   <source>学什么</source>
   <translation>Learns</translation>
  </message>
  <message>
   <source>这台电脑</source>
   <translation>This computer</translation>
  </message>
  <message>
   <source>中途停</source>
   <translation>Stopping</translation>
  </message>
  <message>
   <source>离线</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>从 {works} 件画、{captions} 条说明里学</source>
   <translation>To learn from: {works} works, {captions} captions</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>Validation</translation>
  </message>
  <message>
   <source>测试</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>{works} 件</source>
   <translation>{works} works</translation>
  </message>
  <message>
   <source>在{device}上约 {time}；这些测试作品看得出 {gain} 个百分点以上的提升。</source>
   <translation>About {time} on {device}; these test works can show gains of {gain} points or more.</translation>
  </message>
  <message>
   <source>处理器</source>
   <translation>the processor</translation>
  </message>
  <message>
   <source>显卡</source>
   <translation>the graphics card</translation>
  </message>
  <message>
   <source>你的电脑</source>
   <translation>this computer</translation>
  </message>
  <message>
   <source>查看</source>
   <translation>Show</translation>
  </message>
  <message>
   <source>每件画都有图片</source>
   <translation>Every work has its picture</translation>
  </message>
  <message>
   <source>{n} 件没有图片，不会用上</source>
   <translation>{n} works without a picture are left out</translation>
  </message>
  <message>
   <source>同一张图只在一边，测试才算数</source>
   <translation>No picture is in two splits</translation>
  </message>
  <message>
   <source>{n} 张图既在训练里又在测试里，评测会偏高</source>
   <translation>{n} pictures are in two splits: figures come out too high</translation>
  </message>
  <message>
   <source>用字都在模型词表里</source>
   <translation>All characters are in the vocabulary</translation>
  </message>
  <message>
   <source>{n} 条说明有模型不认识的字</source>
   <translation>{n} captions hold characters the model does not know</translation>
  </message>
  <message>
   <source>说明都在 50 字元以内</source>
   <translation>Every caption fits in 50 tokens</translation>
  </message>
  <message>
   <source>{n} 条说明超过 50 字元，会被截短</source>
   <translation>{n} captions exceed 50 tokens and will be cut</translation>
  </message>
  <message>
   <source>没有两件画用同一句说明</source>
   <translation>No two works share a caption</translation>
  </message>
  <message>
   <source>{n} 件与别的画说明相同</source>
   <translation>{n} works share a caption with another</translation>
  </message>
  <message>
   <source>测试有 {works} 件，{gain} 个百分点以上的差别看得出来</source>
   <translation>{works} test works: differences of {gain} points can be shown</translation>
  </message>
  <message>
   <source>测试只有 {works} 件，小于 {gain} 个百分点的差别看不出来</source>
   <translation>Only {works} test works: differences below {gain} points stay hidden</translation>
  </message>
  <message>
   <source>再审一些</source>
   <translation>Review more</translation>
  </message>
  <message>
   <source>约 {time}</source>
   <translation>about {time}</translation>
  </message>
  <message>
   <source>快</source>
   <translation>Quick</translation>
  </message>
  <message>
   <source>看看方向</source>
   <translation>A first look</translation>
  </message>
  <message>
   <source>适中</source>
   <translation>Usual</translation>
  </message>
  <message>
   <source>多数馆藏用这一档</source>
   <translation>Right for most</translation>
  </message>
  <message>
   <source>推荐</source>
   <translation>recommended</translation>
  </message>
  <message>
   <source>细</source>
   <translation>Long</translation>
  </message>
  <message>
   <source>说明过千条时值得</source>
   <translation>For many captions</translation>
  </message>
  <message>
   <source>{remark}，最多 {epochs} 轮</source>
   <translation>{remark}, at most {epochs} epochs</translation>
  </message>
  <message>
   <source>随附的演示模型</source>
   <translation>The demo model</translation>
  </message>
  <message>
   <source>LoRA 适配器，底本不动</source>
   <translation>A LoRA adapter; the base stays</translation>
  </message>
  <message>
   <source>开始时会先量一量</source>
   <translation>Measured before the start</translation>
  </message>
  <message>
   <source>随时可停，留下最好的一轮</source>
   <translation>Any time; the best epoch is kept</translation>
  </message>
  <message>
   <source>全程不用网络</source>
   <translation>No network at all</translation>
  </message>
  <message>
   <source>最后一步投影的改动，底本不动</source>
   <translation>A change of the last projection; the base model stays</translation>
  </message>
  <message>
   <source>全部权重的改动，另存一份</source>
   <translation>A change of every weight, kept apart</translation>
  </message>
  <message>
   <source>{n} 条训练说明超过 50 字元，按句分成几段来学</source>
   <translation>{n} captions are over 50 tokens and learned from in parts, by sentence</translation>
  </message>
  <message>
   <source>还没有留作测试的画</source>
   <translation>No works are held out for the test yet</translation>
  </message>
 </context>
 <context>
  <name>RunWatch</name>
  <message>
   <source>不必守着。可以去审校，练完会在活动里告诉你；断电也只丢这一轮。</source>
   <translation>No need to wait. Go on reviewing; Activity tells you when it is done. A power cut loses only this epoch.</translation>
  </message>
  <message>
   <source>损失</source>
   <translation>Loss</translation>
  </message>
  <message>
   <source>验证：平均召回</source>
   <translation>Validation: mean recall</translation>
  </message>
  <message>
   <source>正在准备</source>
   <translation>Preparing</translation>
  </message>
  <message>
   <source>已暂停</source>
   <translation>Paused</translation>
  </message>
  <message>
   <source>正在停下，留下最好的一轮</source>
   <translation>Stopping, keeping the best epoch</translation>
  </message>
  <message>
   <source>{done} / {total} 步</source>
   <translation>{done} / {total} steps</translation>
  </message>
  <message>
   <source>每秒 {rate} 步</source>
   <translation>{rate} steps a second</translation>
  </message>
  <message>
   <source>第 {now} 轮，共 {total} 轮</source>
   <translation>Epoch {now} of {total}</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>train</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>validation</translation>
  </message>
  <message>
   <source>零样本 {recall}</source>
   <translation>zero-shot {recall}</translation>
  </message>
  <message>
   <source>目前最好的是第 {epoch} 轮：验证召回 {recall}，零样本 {zero}。差别要等测试作品来定。</source>
   <translation>Best so far is epoch {epoch}: validation recall {recall}, zero-shot {zero}. The test works will decide.</translation>
  </message>
 </context>
 <context>
  <name>MethodPanel</name>
  <message>
   <source>高级：学法、轮数、随机种子</source>
   <translation>Advanced: method, epochs, seed</translation>
  </message>
  <message>
   <source>学法</source>
   <translation>Method</translation>
  </message>
  <message>
   <source>最多几轮</source>
   <translation>Epochs at most</translation>
  </message>
  <message>
   <source>随机种子</source>
   <translation>Seed</translation>
  </message>
  <message>
   <source>由上面的快慢定</source>
   <translation>As the choice above says</translation>
  </message>
  <message>
   <source>按模型选</source>
   <translation>As the model wants it</translation>
  </message>
  <message>
   <source>演示模型用的</source>
   <translation>For the demo model</translation>
  </message>
  <message>
   <source>每层看画的输出各学一点，步子大，为随附的小模型调过。</source>
   <translation>Each picture layer’s output learns a little, in large steps; tuned for the small model that comes along. </translation>
  </message>
  <message>
   <source>稳妥</source>
   <translation>Steady</translation>
  </message>
  <message>
   <source>每层看画的输出各学一点（秩 4），读文的部分不动，文字不必重编。</source>
   <translation>Each picture layer’s output learns a little (rank 4); the text side stays, so texts need no new index. </translation>
  </message>
  <message>
   <source>看画读文都学</source>
   <translation>Pictures and texts</translation>
  </message>
  <message>
   <source>两座塔都学，读得懂更多拟古文；三百件以上、有显卡时值得。</source>
   <translation>Both towers learn, so classical wording is read better; worth it above 300 works and with a GPU. </translation>
  </message>
  <message>
   <source>只学最后四层</source>
   <translation>The last four layers</translation>
  </message>
  <message>
   <source>前面各层只算一遍，处理器上也快得多。</source>
   <translation>The layers below are computed only once: much faster, also without a GPU. </translation>
  </message>
  <message>
   <source>只学最后一步</source>
   <translation>The last step only</translation>
  </message>
  <message>
   <source>只调图片向量的投影，几分钟就好；没有显卡时先试它。</source>
   <translation>Only the projection of the picture vectors: done in minutes; try it first without a GPU. </translation>
  </message>
  <message>
   <source>全部都学</source>
   <translation>Everything</translation>
  </message>
  <message>
   <source>一切权重都动，慢，容易忘；只为对照，不建议采用。</source>
   <translation>Every weight moves: slow, and prone to forgetting; for comparison, not recommended. </translation>
  </message>
  <message>
   <source>照论文的做法（arXiv 2405.18541），给要比较的人。</source>
   <translation>As the paper has it (arXiv 2405.18541), for those who compare. </translation>
  </message>
  <message>
   <source>{sentence}学习率 {rate}，每批 {batch} 件。</source>
   <translation>{sentence}Step size {rate}, {batch} works a batch.</translation>
  </message>
  <message>
   <source>照学法的</source>
   <translation>as the method has it</translation>
  </message>
 </context>
 <context>
  <name>WayChoice</name>
  <message>
   <source>学多少</source>
   <translation>How much to learn</translation>
  </message>
  <message>
   <source>没有显卡：先学最后一步。时间按这台电脑量到的速度估算。</source>
   <translation>No graphics card: begin with the last step. Times are estimated from this computer's measured speed.</translation>
  </message>
  <message>
   <source>还没有量过这台电脑，时间按一般的办公电脑估算。</source>
   <translation>This computer is not measured yet; times are estimated for a common office PC.</translation>
  </message>
  <message>
   <source>只调图片向量的投影</source>
   <translation>The projection of picture vectors</translation>
  </message>
  <message>
   <source>看画的最后四层</source>
   <translation>The last four picture layers</translation>
  </message>
  <message>
   <source>看画的每一层各学一点</source>
   <translation>A little in every picture layer</translation>
  </message>
  <message>
   <source>两边每层都学，有显卡时值得</source>
   <translation>Both towers; for a graphics card</translation>
  </message>
  <message>
   <source>{0}，上次</source>
   <translation>{0} last time</translation>
  </message>
  <message>
   <source>约 {0}</source>
   <translation>about {0}</translation>
  </message>
  <message>
   <source>推荐</source>
   <translation>recommended</translation>
  </message>
 </context>
</TS>
