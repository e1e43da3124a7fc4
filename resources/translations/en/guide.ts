<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>Guide</name>
  <message>
   <source>引导已收起；在「帮助」菜单里可以再打开</source>
   <translation>Guide put aside; the Help menu brings it back</translation>
  </message>
  <message>
   <source>入门引导</source>
   <translation>First steps</translation>
  </message>
  <message>
   <source>从头再走…</source>
   <translation>Start over…</translation>
  </message>
  <message>
   <source>跳过</source>
   <translation>Skip</translation>
  </message>
  <message>
   <source>收起</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>{0}，已完成</source>
   <translation>{0}, done</translation>
  </message>
  <message>
   <source>{0}，现在这一步</source>
   <translation>{0}, the step now</translation>
  </message>
  <message>
   <source>{0}，还没到</source>
   <translation>{0}, still to come</translation>
  </message>
  <message>
   <source>五步都走过了。现在可以建自己的藏品。</source>
   <translation>All five steps are done. Time for a collection of your own.</translation>
  </message>
  <message>
   <source>正在看画和登记册，稍等。</source>
   <translation>Looking at pictures and register; a moment.</translation>
  </message>
  <message>
   <source>正在撰稿，写好一条存一条。</source>
   <translation>Drafting; each caption is saved as it is written.</translation>
  </message>
  <message>
   <source>正在训练，可以先去看别的页。</source>
   <translation>Training; you may look at other pages meanwhile.</translation>
  </message>
  <message>
   <source>正在做，稍等。</source>
   <translation>At work; a moment.</translation>
  </message>
  <message numerus="yes">
   <source>新到了 %n 件画：看过登记册的对应，把它们入藏。</source>
   <translation>
    <numerusform>%n work has arrived: look at how its register is read, then import it.</numerusform>
    <numerusform>%n works have arrived: look at how their register is read, then import them.</numerusform>
   </translation>
  </message>
  <message>
   <source>新画还没有说明：先写出初稿。</source>
   <translation>The new works have no captions yet: have them drafted.</translation>
  </message>
  <message numerus="yes">
   <source>看画读稿，按 A 通过，按 E 先改；再通过 %n 条。</source>
   <translation>
    <numerusform>Look and read; A approves, E edits first. %n more to approve.</numerusform>
    <numerusform>Look and read; A approves, E edits first. %n more to approve.</numerusform>
   </translation>
  </message>
  <message>
   <source>让模型学通过了的说明：开始训练。</source>
   <translation>Let the model learn what was approved: start the finetuning.</translation>
  </message>
  <message>
   <source>用自己的话找一幅画，左右两列是训练前后。</source>
   <translation>Find a picture in your own words: before and after, side by side.</translation>
  </message>
  <message>
   <source>建自己的藏品…</source>
   <translation>Start your own…</translation>
  </message>
  <message>
   <source>打开新到的画</source>
   <translation>Open the new arrivals</translation>
  </message>
  <message>
   <source>去{0}</source>
   <translation>Go to {0}</translation>
  </message>
 </context>
 <context>
  <name>NewCollection</name>
  <message>
   <source>新建藏品</source>
   <translation>New collection</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>名字</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>例如：南宋画藏</source>
   <translation>For example: Southern Song paintings</translation>
  </message>
  <message>
   <source>换个地方…</source>
   <translation>Elsewhere…</translation>
  </message>
  <message>
   <source>放在哪里</source>
   <translation>Where it lies</translation>
  </message>
  <message>
   <source>藏品放在哪个文件夹里</source>
   <translation>The folder to put the collection in</translation>
  </message>
  <message>
   <source>先起个名字。</source>
   <translation>Give it a name first.</translation>
  </message>
  <message>
   <source>给这批藏品起个名字。原图和说明都存在它自己的文件夹里。</source>
   <translation>Name this collection. Its pictures and captions are kept in a folder of its own.</translation>
  </message>
  <message>
   <source>新建</source>
   <translation>Create</translation>
  </message>
 </context>
 <context>
  <name>ManualWindow</name>
  <message>
   <source>SongClip 使用手册</source>
   <translation>The SongClip manual</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>目录</source>
   <translation>Contents</translation>
  </message>
  <message>
   <source>手册</source>
   <translation>Manual</translation>
  </message>
  <message>
   <source>手册里没有这一页。</source>
   <translation>The manual has no such page.</translation>
  </message>
  <message>
   <source>它应在 {0}</source>
   <translation>It should be at {0}</translation>
  </message>
  <message>
   <source>这是网上的地址，程序不打开它。</source>
   <translation>This address is on the network; the application does not open it.</translation>
  </message>
  <message>
   <source>这是打开的第一页。</source>
   <translation>This is the first page you opened.</translation>
  </message>
 </context>
</TS>
