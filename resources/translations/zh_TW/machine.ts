<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>CheckRow</name>
  <message>
   <source>可以更好</source>
   <translation>可以更好</translation>
  </message>
  <message>
   <source>好</source>
   <translation>好</translation>
  </message>
  <message>
   <source>妨碍使用</source>
   <translation>妨礙使用</translation>
  </message>
 </context>
 <context>
  <name>CrashOffer</name>
  <message>
   <source>SongClip 上次（{0} 打开）没有正常结束。</source>
   <translation>SongClip 上次（{0} 開啟）沒有正常結束。</translation>
  </message>
  <message>
   <source>不用了</source>
   <translation>不用了</translation>
  </message>
  <message>
   <source>做好的都在；留下的经过可以写成一份报告。</source>
   <translation>做好的都在；留下的經過可以寫成一份報告。</translation>
  </message>
  <message>
   <source>看报告</source>
   <translation>看報告</translation>
  </message>
 </context>
 <context>
  <name>MachineSection</name>
  <message numerus="yes">
   <source>%n 项可以更好</source>
   <translation>
    <numerusform>%n 項可以更好</numerusform>
   </translation>
  </message>
  <message>
   <source>保存…</source>
   <translation>儲存…</translation>
  </message>
  <message>
   <source>保存检查结果</source>
   <translation>儲存檢查結果</translation>
  </message>
  <message>
   <source>写报告…</source>
   <translation>寫報告…</translation>
  </message>
  <message>
   <source>复制</source>
   <translation>複製</translation>
  </message>
  <message>
   <source>已保存到 {0}</source>
   <translation>已儲存到 {0}</translation>
  </message>
  <message>
   <source>已复制</source>
   <translation>已複製</translation>
  </message>
  <message numerus="yes">
   <source>有 %n 项妨碍使用</source>
   <translation>
    <numerusform>有 %n 項妨礙使用</numerusform>
   </translation>
  </message>
  <message>
   <source>检查一遍</source>
   <translation>檢查一遍</translation>
  </message>
  <message>
   <source>检查这台电脑</source>
   <translation>檢查這臺電腦</translation>
  </message>
  <message>
   <source>正在检查</source>
   <translation>正在檢查</translation>
  </message>
  <message>
   <source>没有保存：{0}</source>
   <translation>沒有儲存：{0}</translation>
  </message>
  <message>
   <source>缺什么，怎么补</source>
   <translation>缺什麼，怎麼補</translation>
  </message>
  <message>
   <source>请换一个文件夹再试。</source>
   <translation>請換一個資料夾再試。</translation>
  </message>
  <message>
   <source>还没有检查过。检查约半分钟：看这台电脑缺什么，再用几幅示范画真的训练、检索一次；不连网络。</source>
   <translation>還沒有檢查過。檢查約半分鐘：看這臺電腦缺什麼，再用幾幅示範畫真的訓練、檢索一次；不連網路。</translation>
  </message>
  <message>
   <source>这台电脑</source>
   <translation>這臺電腦</translation>
  </message>
  <message>
   <source>都能用</source>
   <translation>都能用</translation>
  </message>
 </context>
 <context>
  <name>ReportDialog</name>
  <message>
   <source>保存…</source>
   <translation>儲存…</translation>
  </message>
  <message>
   <source>保存报告</source>
   <translation>儲存報告</translation>
  </message>
  <message>
   <source>关闭</source>
   <translation>關閉</translation>
  </message>
  <message>
   <source>复制</source>
   <translation>複製</translation>
  </message>
  <message>
   <source>密钥、图注、题名、文件夹和用户名已经隐去。请通读一遍；SongClip 不会把它送到任何地方，交给谁由你决定。</source>
   <translation>金鑰、圖說、題名、資料夾和使用者名稱已經隱去。請通讀一遍；SongClip 不會把它送到任何地方，交給誰由你決定。</translation>
  </message>
  <message>
   <source>已保存到 {0}</source>
   <translation>已儲存到 {0}</translation>
  </message>
  <message>
   <source>已复制</source>
   <translation>已複製</translation>
  </message>
  <message>
   <source>报告</source>
   <translation>報告</translation>
  </message>
  <message>
   <source>没有保存：{0}</source>
   <translation>沒有儲存：{0}</translation>
  </message>
  <message>
   <source>请换一个文件夹再试。</source>
   <translation>請換一個資料夾再試。</translation>
  </message>
 </context>
 <context>
  <name>Reports</name>
  <message>
   <source>写报告</source>
   <translation>寫報告</translation>
  </message>
  <message>
   <source>看报告</source>
   <translation>看報告</translation>
  </message>
 </context>
</TS>
