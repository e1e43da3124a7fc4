<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>DraftPage</name>
  <message>
   <source>停止</source>
   <translation>Stop</translation>
  </message>
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
   <source>每件有图的作品都有了说明或草稿。</source>
   <translation>Every work with a picture has its captions or drafts.</translation>
  </message>
  <message>
   <source>没有要撰的了</source>
   <translation>Nothing left to draft</translation>
  </message>
  <message>
   <source>还没有作品</source>
   <translation>No works yet</translation>
  </message>
  <message>
   <source>先入藏图片，再来撰稿。</source>
   <translation>Import pictures first, then come back to draft.</translation>
  </message>
  <message>
   <source>审校草稿</source>
   <translation>Review drafts</translation>
  </message>
  <message>
   <source>去入藏</source>
   <translation>Go to Import</translation>
  </message>
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
   <translation>Retry {count} failed</translation>
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
   <translation>Review {count} written</translation>
  </message>
  <message>
   <source>开始撰稿 {count} 幅</source>
   <translation>Draft {count} works</translation>
  </message>
  <message>
   <source>藏品是只读打开的</source>
   <translation>The collection is open read-only</translation>
  </message>
  <message>
   <source>请先填好撰稿服务</source>
   <translation>Set up the drafting service first</translation>
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
   <source>由本机离线起草</source>
   <translation>Drafted offline on this machine</translation>
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
   <source>{host}，同时 {count} 幅</source>
   <translation>{host}, {count} at a time</translation>
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
 </context>
 <context>
  <name>draft_queue</name>
  <message>
   <source>失败</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>在写</source>
   <translation>Writing</translation>
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
   <source>密钥（只留到退出）</source>
   <translation>Key (kept until you quit)</translation>
  </message>
  <message>
   <source>每百万令牌·送入</source>
   <translation>Price per million in</translation>
  </message>
  <message>
   <source>每百万令牌·写出</source>
   <translation>Price per million out</translation>
  </message>
  <message>
   <source>同时几幅</source>
   <translation>At a time</translation>
  </message>
  <message>
   <source>令牌上限（0 不限）</source>
   <translation>Token cap (0: none)</translation>
  </message>
  <message>
   <source>谁来写</source>
   <translation>Who writes</translation>
  </message>
  <message>
   <source>密钥不写进任何文件，退出即忘；也可放在环境变量 SONGCLIP_API_KEY。</source>
   <translation>The key is written to no file and forgotten when you quit; it may also stand in SONGCLIP_API_KEY.</translation>
  </message>
  <message>
   <source>服务</source>
   <translation>Service</translation>
  </message>
 </context>
</TS>
