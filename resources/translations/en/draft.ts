<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>DraftPage</name>
  <message>
   <source>撰稿队列</source>
   <translation>Drafting queue</translation>
  </message>
  <message>
   <source>撰稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <source>正在停下</source>
   <translation>Stopping</translation>
  </message>
  <message>
   <source>{count} 幅待撰，每幅至多三种说明</source>
   <translation>{count} works to draft, up to three captions each</translation>
  </message>
  <message>
   <source>藏品是只读打开的</source>
   <translation>The collection is open read-only</translation>
  </message>
  <message>
   <source>请先填好撰稿服务</source>
   <translation>Set up the drafting service first</translation>
  </message>
  <message>
   <source>看看服务…</source>
   <translation>See the service…</translation>
  </message>
  <message>
   <source>没有可以重写的草稿：都有人改过，或已经通过</source>
   <translation>No draft can be rewritten: all were edited or approved</translation>
  </message>
  <message>
   <source>{count} 幅的草稿要重写，改过的不动</source>
   <translation>{count} works to draft anew; edited captions stay</translation>
  </message>
  <message>
   <source>选出的 {all} 幅里，{count} 幅缺说明</source>
   <translation>{count} of the {all} selected lack a caption</translation>
  </message>
  <message>
   <source>看哪些画缺说明</source>
   <translation>Looking for works without captions</translation>
  </message>
  <message>
   <source>正在看哪些画缺说明</source>
   <translation>Looking for works without captions</translation>
  </message>
 </context>
 <context>
  <name>draft_panels</name>
  <message>
   <source>谁来写</source>
   <translation>Who writes</translation>
  </message>
  <message>
   <source>送出什么</source>
   <translation>What is sent</translation>
  </message>
  <message>
   <source>不出本机</source>
   <translation>What stays here</translation>
  </message>
  <message>
   <source>{count} 幅标为不出本机</source>
   <translation>{count} works marked local only</translation>
  </message>
  <message>
   <source>没有标为不出本机的作品</source>
   <translation>No works are marked local only</translation>
  </message>
  <message>
   <source>本机离线起草</source>
   <translation>This machine, offline</translation>
  </message>
  <message>
   <source>编目事项，加上所用模型认出的景物</source>
   <translation>Catalogue facts, and what the model in use recognises</translation>
  </message>
  <message>
   <source>什么也不送出</source>
   <translation>Nothing is sent</translation>
  </message>
  <message>
   <source>不需要网络，也不需要密钥</source>
   <translation>No network and no key needed</translation>
  </message>
  <message>
   <source>缩至 {side} 像素的图像与编目事项</source>
   <translation>The picture at {side} px and its catalogue facts</translation>
  </message>
  <message>
   <source>原图、藏品编号、典籍与已审说明不送出</source>
   <translation>Originals, accession numbers, texts and approved captions stay here</translation>
  </message>
  <message>
   <source>服务就在这台电脑上，不经网络</source>
   <translation>The service runs on this computer; no network is used</translation>
  </message>
  <message>
   <source>{done} / {total} 幅</source>
   <translation>{done} / {total} works</translation>
  </message>
  <message>
   <source>已暂停</source>
   <translation>Paused</translation>
  </message>
  <message>
   <source>每分 {rate} 幅</source>
   <translation>{rate} per minute</translation>
  </message>
  <message>
   <source>{time} 前后写完</source>
   <translation>done about {time}</translation>
  </message>
  <message>
   <source>{count} 令牌</source>
   <translation>{count} tokens</translation>
  </message>
  <message>
   <source>已用 {sum}</source>
   <translation>{sum} spent</translation>
  </message>
  <message>
   <source>，预计共 {sum}</source>
   <translation>, about {sum} in all</translation>
  </message>
  <message>
   <source>服务…</source>
   <translation>Service…</translation>
  </message>
  <message>
   <source>提示…</source>
   <translation>Prompt…</translation>
  </message>
  <message>
   <source>盲测…</source>
   <translation>Blind test…</translation>
  </message>
  <message>
   <source>看看送出的内容…</source>
   <translation>See what is sent…</translation>
  </message>
  <message>
   <source>大约要用</source>
   <translation>What it may take</translation>
  </message>
  <message>
   <source>{cost}，{time}</source>
   <translation>{cost}, {time}</translation>
  </message>
  <message>
   <source>没有填价钱，不知费用</source>
   <translation>No prices entered: cost unknown</translation>
  </message>
  <message>
   <source>这个模型还没用过，按图像大小估算</source>
   <translation>model not used yet: estimated from picture sizes</translation>
  </message>
  <message>
   <source>{names}等</source>
   <translation>{names} and others</translation>
  </message>
  <message>
   <source>{names}：由本机离线起草</source>
   <translation>{names}: drafted here, offline</translation>
  </message>
  <message>
   <source>{host}，同时 {count} 幅</source>
   <translation>{host}, {count} at a time</translation>
  </message>
  <message>
   <source>时间按每幅 {time}算</source>
   <translation>time assumed at {time} a work</translation>
  </message>
 </context>
 <context>
  <name>draft_queue</name>
  <message>
   <source>失败</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>等待</source>
   <translation>Waiting</translation>
  </message>
  <message>
   <source>离线写成，不出本机</source>
   <translation>Written offline, stays local</translation>
  </message>
  <message>
   <source>已写成，{0}</source>
   <translation>Written in {0}</translation>
  </message>
  <message>
   <source>画</source>
   <translation>Work</translation>
  </message>
  <message>
   <source>三种说明</source>
   <translation>Captions</translation>
  </message>
  <message>
   <source>状态</source>
   <translation>State</translation>
  </message>
  <message>
   <source>写成的说明</source>
   <translation>What was written</translation>
  </message>
  <message>
   <source>费用</source>
   <translation>Cost</translation>
  </message>
  <message>
   <source>服务忙（429），按它要求的时间等候。</source>
   <translation>The service is busy (429); waiting as long as it asks.</translation>
  </message>
  <message>
   <source>{0}后再试</source>
   <translation>Again in {0}</translation>
  </message>
  <message>
   <source>在写，{0}</source>
   <translation>Writing, {0}</translation>
  </message>
 </context>
 <context>
  <name>service_form</name>
  <message>
   <source>本机离线起草</source>
   <translation>This machine, offline</translation>
  </message>
  <message>
   <source>另一个服务…</source>
   <translation>Another service…</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>看图模型</source>
   <translation>Vision model</translation>
  </message>
  <message>
   <source>文字模型</source>
   <translation>Text model</translation>
  </message>
  <message>
   <source>同时几幅</source>
   <translation>At a time</translation>
  </message>
  <message>
   <source>谁来写</source>
   <translation>Who writes</translation>
  </message>
  <message>
   <source>服务</source>
   <translation>Service</translation>
  </message>
  <message>
   <source>同时几则</source>
   <translation>Passages at a time</translation>
  </message>
  <message>
   <source>密钥</source>
   <translation>Key</translation>
  </message>
  <message>
   <source>每百万令牌的价钱·送入</source>
   <translation>Price per million tokens in</translation>
  </message>
  <message>
   <source>每百万令牌的价钱·写出</source>
   <translation>Price per million tokens out</translation>
  </message>
  <message>
   <source>一次任务的费用上限（0 不限）</source>
   <translation>Cost cap for a task (0: none)</translation>
  </message>
  <message>
   <source>一次任务的令牌上限（0 不限）</source>
   <translation>Token cap for a task (0: none)</translation>
  </message>
  <message>
   <source>送出的边长</source>
   <translation>Longest side sent</translation>
  </message>
  <message>
   <source>试连接</source>
   <translation>Test connection</translation>
  </message>
  <message>
   <source>取模型清单</source>
   <translation>Fetch models</translation>
  </message>
  <message>
   <source>正在问</source>
   <translation>Asking</translation>
  </message>
  <message>
   <source>正在问…</source>
   <translation>Asking…</translation>
  </message>
  <message>
   <source>有 {count} 个模型，点开模型一栏来选。</source>
   <translation>{count} models; open a model field to choose.</translation>
  </message>
  <message>
   <source>这个服务不给清单，请自己填模型名。</source>
   <translation>This service offers no list; type the model's name.</translation>
  </message>
  <message>
   <source>密钥不写进任何文件。</source>
   <translation>The key is written to no file.</translation>
  </message>
  <message>
   <source>这台电脑没有可用的钥匙串：密钥只留到退出，不写进任何文件。也可放在环境变量 SONGCLIP_API_KEY。</source>
   <translation>This PC has no keychain that can be used: the key is kept until you quit and written to no file. It may also stand in SONGCLIP_API_KEY.</translation>
  </message>
  <message>
   <source>密钥存在系统的钥匙串（{name}）里，只用于这个地址，不写进任何文件。</source>
   <translation>The key is kept in the system's keychain ({name}), used for this address alone, and written to no file.</translation>
  </message>
  <message>
   <source>钥匙串（{name}）没有收下：密钥只留到退出，不写进任何文件。</source>
   <translation>The keychain ({name}) did not take it: the key is kept until you quit and written to no file.</translation>
  </message>
 </context>
 <context>
  <name>PromptSheet</name>
  <message>
   <source>提示</source>
   <translation>Prompt</translation>
  </message>
  <message>
   <source>送出时是这样</source>
   <translation>As it is sent</translation>
  </message>
  <message>
   <source>$facts 换成编目事项，$keys 换成要写的几种，$remark 换成重写时的意见，$problem 换成回复哪里不合要求。# 开头的各节都要留着。</source>
   <translation>$facts becomes the catalogue facts, $keys the captions to write, $remark your remark on a rewrite, $problem what was wrong with a reply. Keep every section that begins with #.</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>恢复原来的</source>
   <translation>Back to the original</translation>
  </message>
  <message>
   <source>还没有保存</source>
   <translation>not saved yet</translation>
  </message>
  <message>
   <source>{version}，还没有保存</source>
   <translation>{version}, not saved yet</translation>
  </message>
  <message>
   <source>{version}，你改过的</source>
   <translation>{version}, changed by you</translation>
  </message>
  <message>
   <source>{version}，原来的</source>
   <translation>{version}, the original</translation>
  </message>
  <message>
   <source>没有改动</source>
   <translation>Nothing was changed</translation>
  </message>
  <message>
   <source>提示没有存成：{reason}</source>
   <translation>The prompt was not saved: {reason}</translation>
  </message>
  <message>
   <source>请看看磁盘是否已满，再保存。</source>
   <translation>Check whether the disk is full, then save again.</translation>
  </message>
  <message>
   <source>恢复原来的提示？</source>
   <translation>Go back to the original prompt?</translation>
  </message>
  <message>
   <source>你写的提示会删去，不能找回。</source>
   <translation>The prompt you wrote is deleted and cannot be brought back.</translation>
  </message>
  <message>
   <source>留着</source>
   <translation>Keep mine</translation>
  </message>
  <message>
   <source>恢复</source>
   <translation>Go back</translation>
  </message>
  <message>
   <source>原文</source>
   <translation>Text</translation>
  </message>
 </context>
 <context>
  <name>SendingSheet</name>
  <message>
   <source>上一幅</source>
   <translation>Previous</translation>
  </message>
  <message>
   <source>下一幅</source>
   <translation>Next</translation>
  </message>
  <message>
   <source>先说的规矩</source>
   <translation>The rules said first</translation>
  </message>
  <message>
   <source>这些不送出：{names}</source>
   <translation>Not sent: {names}</translation>
  </message>
  <message>
   <source>送往 {host}，模型 {model}</source>
   <translation>To {host}, model {model}</translation>
  </message>
  <message>
   <source>，提示 {version}</source>
   <translation>, prompt {version}</translation>
  </message>
  <message>
   <source>送出的内容</source>
   <translation>What is sent</translation>
  </message>
  <message>
   <source>备送出的内容</source>
   <translation>Preparing what is sent</translation>
  </message>
  <message>
   <source>问的话，编目事项在内</source>
   <translation>What is asked, with the catalogue facts</translation>
  </message>
 </context>
 <context>
  <name>ServiceSheet</name>
  <message>
   <source>撰稿服务</source>
   <translation>Drafting service</translation>
  </message>
 </context>
 <context>
  <name>ServiceTasks</name>
  <message>
   <source>取密钥</source>
   <translation>Fetching the key</translation>
  </message>
  <message>
   <source>存密钥</source>
   <translation>Storing the key</translation>
  </message>
  <message>
   <source>取模型清单</source>
   <translation>Fetching the list of models</translation>
  </message>
  <message>
   <source>试撰稿服务</source>
   <translation>Testing the drafting service</translation>
  </message>
 </context>
 <context>
  <name>connection_view</name>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>密钥</source>
   <translation>Key</translation>
  </message>
  <message>
   <source>回话</source>
   <translation>Replies</translation>
  </message>
  <message>
   <source>JSON 对象</source>
   <translation>JSON object</translation>
  </message>
  <message>
   <source>JSON 模式</source>
   <translation>JSON schema</translation>
  </message>
  <message>
   <source>看图</source>
   <translation>Pictures</translation>
  </message>
  <message>
   <source>未试</source>
   <translation>Not tried</translation>
  </message>
  <message>
   <source>行</source>
   <translation>Works</translation>
  </message>
  <message>
   <source>不行</source>
   <translation>Does not work</translation>
  </message>
  <message>
   <source>还不能用来撰稿。</source>
   <translation>It cannot be used for drafting yet.</translation>
  </message>
  <message>
   <source>可以用，但回复要靠修补才合格式，会多费些令牌。</source>
   <translation>It can be used, but replies may need mending, which takes more tokens.</translation>
  </message>
  <message>
   <source>可以用来撰稿。</source>
   <translation>It can be used for drafting.</translation>
  </message>
 </context>
 <context>
  <name>draft_choice</name>
  <message>
   <source>撰哪些</source>
   <translation>What to draft</translation>
  </message>
  <message>
   <source>所有缺说明的</source>
   <translation>All that lack a caption</translation>
  </message>
  <message>
   <source>选出的 {count} 幅</source>
   <translation>The {count} selected</translation>
  </message>
  <message>
   <source>重写草稿…</source>
   <translation>Rewrite drafts…</translation>
  </message>
  <message>
   <source>重写 {count} 幅的草稿</source>
   <translation>Rewrite {count} works</translation>
  </message>
  <message>
   <source>这一幅：{title}</source>
   <translation>This work: {title}</translation>
  </message>
  <message>
   <source>刚写成的</source>
   <translation>Those just written</translation>
  </message>
  <message>
   <source>在藏品里选出的</source>
   <translation>Those selected in the collection</translation>
  </message>
  <message>
   <source>全部没有人改过的</source>
   <translation>All that nobody edited</translation>
  </message>
  <message>
   <source>重写草稿</source>
   <translation>Rewrite drafts</translation>
  </message>
  <message>
   <source>只重写没有人改过的草稿；改过的、通过的都不动。</source>
   <translation>Only drafts that nobody edited are written anew; edited and approved captions stay.</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>列入待撰</source>
   <translation>Set them up</translation>
  </message>
  <message>
   <source>意见，随提示一起送出（可不填）</source>
   <translation>Remark, sent with the prompt (optional)</translation>
  </message>
  <message>
   <source>例如：写明人物在做什么；关键词里不要技法。</source>
   <translation>For example: say what the figures do; no techniques among the keywords.</translation>
  </message>
 </context>
 <context>
  <name>draft_filters</name>
  <message>
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <source>已写</source>
   <translation>Written</translation>
  </message>
  <message>
   <source>进行</source>
   <translation>Under way</translation>
  </message>
  <message>
   <source>等待</source>
   <translation>Waiting</translation>
  </message>
  <message>
   <source>失败</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>重试失败的 {count} 幅</source>
   <translation>Retry the {count} that failed</translation>
  </message>
  <message>
   <source>重试这一幅</source>
   <translation>Retry this one</translation>
  </message>
  <message>
   <source>重写这一幅…</source>
   <translation>Rewrite this one…</translation>
  </message>
 </context>
 <context>
  <name>draft_head</name>
  <message>
   <source>停止</source>
   <translation>Stop</translation>
  </message>
  <message>
   <source>继续</source>
   <translation>Resume</translation>
  </message>
  <message>
   <source>暂停</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>审校已写成的 {count} 幅</source>
   <translation>Review the {count} written</translation>
  </message>
  <message>
   <source>重写 {count} 幅</source>
   <translation>Rewrite {count} works</translation>
  </message>
  <message>
   <source>开始撰稿 {count} 幅</source>
   <translation>Draft {count} works</translation>
  </message>
  <message>
   <source>重写草稿…</source>
   <translation>Rewrite drafts…</translation>
  </message>
  <message>
   <source>选出的都有说明了</source>
   <translation>All selected works have captions</translation>
  </message>
  <message>
   <source>可以重写草稿，或改撰所有缺说明的。</source>
   <translation>Rewrite their drafts, or draft all works that lack a caption.</translation>
  </message>
  <message>
   <source>撰所有缺说明的</source>
   <translation>Draft all that lack a caption</translation>
  </message>
  <message>
   <source>没有要撰的了</source>
   <translation>Nothing left to draft</translation>
  </message>
  <message>
   <source>每件有图的作品都有了说明或草稿。</source>
   <translation>Every work with a picture has a caption or a draft.</translation>
  </message>
  <message>
   <source>审校草稿</source>
   <translation>Review drafts</translation>
  </message>
  <message>
   <source>还没有作品</source>
   <translation>No works yet</translation>
  </message>
  <message>
   <source>先入藏图片，再来撰稿。</source>
   <translation>Import pictures first, then come back.</translation>
  </message>
  <message>
   <source>去入藏</source>
   <translation>Go to Import</translation>
  </message>
 </context>
 <context>
  <name>TrialSheet</name>
  <message>
   <source>甲</source>
   <translation>First</translation>
  </message>
  <message>
   <source>乙</source>
   <translation>Second</translation>
  </message>
  <message>
   <source>盲测</source>
   <translation>Blind test</translation>
  </message>
  <message>
   <source>左边好</source>
   <translation>Left is better</translation>
  </message>
  <message>
   <source>右边好</source>
   <translation>Right is better</translation>
  </message>
  <message>
   <source>差不多</source>
   <translation>About the same</translation>
  </message>
  <message>
   <source>开始盲测</source>
   <translation>Begin the blind test</translation>
  </message>
  <message>
   <source>再比一次</source>
   <translation>Compare again</translation>
  </message>
  <message>
   <source>以后用它撰稿</source>
   <translation>Draft with it from now on</translation>
  </message>
  <message>
   <source>抽 {count} 幅可以送出的作品，两边各写一遍；然后不看名字，逐幅选。盲测的文字不进藏品的说明。</source>
   <translation>{count} works that may be sent are drawn and drafted by both; then you choose, one work after the other, without seeing the names. These texts become no captions.</translation>
  </message>
  <message>
   <source>设置没有存成：{reason}</source>
   <translation>The settings were not saved: {reason}</translation>
  </message>
  <message>
   <source>以后用 {name} 撰稿</source>
   <translation>From now on {name} drafts</translation>
  </message>
  <message>
   <source>两边没有一幅都写成了。</source>
   <translation>There is no work that both have drafted.</translation>
  </message>
  <message>
   <source>请看看服务的地址、密钥与模型。</source>
   <translation>Check the service's address, key and model.</translation>
  </message>
  <message>
   <source>左</source>
   <translation>Left</translation>
  </message>
  <message>
   <source>右</source>
   <translation>Right</translation>
  </message>
  <message>
   <source>{done} / {all} 幅</source>
   <translation>{done} / {all} works</translation>
  </message>
 </context>
 <context>
  <name>trial_parts</name>
  <message>
   <source>服务</source>
   <translation>Service</translation>
  </message>
  <message>
   <source>看图模型</source>
   <translation>Vision model</translation>
  </message>
  <message>
   <source>提示</source>
   <translation>Prompt</translation>
  </message>
  <message>
   <source>原来的提示</source>
   <translation>The original prompt</translation>
  </message>
  <message>
   <source>你改过的提示</source>
   <translation>The prompt you changed</translation>
  </message>
  <message>
   <source>{one} 比 {other}</source>
   <translation>{one} to {other}</translation>
  </message>
  <message>
   <source>两边一样多，看不出差别。</source>
   <translation>As many for each: no difference shows.</translation>
  </message>
  <message>
   <source>{name} 更好（单凭运气出现这种结果的可能是 {p}）。</source>
   <translation>{name} is better (chance alone would do this with a probability of {p}).</translation>
  </message>
  <message>
   <source>{name} 略多，但还看不出差别（单凭运气出现这种结果的可能是 {p}）。</source>
   <translation>{name} was picked more often, but no difference shows yet (chance alone would do this with a probability of {p}).</translation>
  </message>
  <message>
   <source>{name}：{count} 幅</source>
   <translation>{name}: {count} works</translation>
  </message>
  <message>
   <source>差不多：{count} 幅</source>
   <translation>About the same: {count} works</translation>
  </message>
 </context>
</TS>
