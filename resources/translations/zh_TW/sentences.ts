<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>sentences</name>
  <message>
   <source>  ……另有 {n} 条</source>
   <translation>  ……另有 {n} 條</translation>
  </message>
  <message>
   <source>--address 须以 http:// 或 https:// 开头。</source>
   <translation>--address 須以 http:// 或 https:// 開頭。</translation>
  </message>
  <message>
   <source>--for 只能是 images 或 texts。</source>
   <translation>--for 只能是 images 或 texts。</translation>
  </message>
  <message>
   <source>CC0 1.0 公共领域贡献</source>
   <translation>CC0 1.0 公眾領域貢獻</translation>
  </message>
  <message>
   <source>Excel 文件「{name}」打不开：不是 .xlsx 格式、已加密或已损坏。</source>
   <translation>Excel 檔案「{name}」打不開：不是 .xlsx 格式、已加密或已損壞。</translation>
  </message>
  <message>
   <source>Excel 的一格容不下这件作品的全部文字，后面的没有写出。</source>
   <translation>Excel 的一格容不下這件作品的全部文字，後面的沒有寫出。</translation>
  </message>
  <message>
   <source>IIIF 清单</source>
   <translation>IIIF 清單</translation>
  </message>
  <message>
   <source>JSON 文件「{name}」的格式有误：{why}。</source>
   <translation>JSON 檔案「{name}」的格式有誤：{why}。</translation>
  </message>
  <message>
   <source>LIDO 文件「{name}」读不出来：{why}。</source>
   <translation>LIDO 檔案「{name}」讀不出來：{why}。</translation>
  </message>
  <message>
   <source>Milvus 服务没有答复（{what}）：{why}。</source>
   <translation>Milvus 服務沒有答覆（{what}）：{why}。</translation>
  </message>
  <message>
   <source>OpenSkywork 古画目录</source>
   <translation>OpenSkywork 古畫目錄</translation>
  </message>
  <message>
   <source>SongClip 报告</source>
   <translation>SongClip 報告</translation>
  </message>
  <message>
   <source>SongClip 的窗口</source>
   <translation>SongClip 的視窗</translation>
  </message>
  <message>
   <source>edit 只改一条，选中了 {n} 条；请用 --id 指明。</source>
   <translation>edit 只改一條，選中了 {n} 條；請用 --id 指明。</translation>
  </message>
  <message>
   <source>edit 需要 --text。</source>
   <translation>edit 需要 --text。</translation>
  </message>
  <message>
   <source>{accession} 与 {other} 是同一张图片，却分在不同的组里，评测会偏高。</source>
   <translation>{accession} 與 {other} 是同一張圖片，卻分在不同的組裡，評測會偏高。</translation>
  </message>
  <message>
   <source>{accession} 与 {other} 的说明完全相同，模型分不出这两件。</source>
   <translation>{accession} 與 {other} 的圖說完全相同，模型分不出這兩件。</translation>
  </message>
  <message>
   <source>{accession} 有定稿的说明，但图片不在，不会用于训练。</source>
   <translation>{accession} 有定稿的圖說，但圖片不在，不會用於訓練。</translation>
  </message>
  <message>
   <source>{accession}：文字有 {tokens} 个字元，模型只读前 {limit} 个。</source>
   <translation>{accession}：文字有 {tokens} 個字元，模型只讀前 {limit} 個。</translation>
  </message>
  <message>
   <source>{accession}：文字超过模型能读的 {limit} 个字元，分成 {pieces} 段来学。</source>
   <translation>{accession}：文字超過模型能讀的 {limit} 個字元，分成 {pieces} 段來學。</translation>
  </message>
  <message>
   <source>{accession}：模型不认识 {unknown}。</source>
   <translation>{accession}：模型不認識 {unknown}。</translation>
  </message>
  <message>
   <source>{cards}，驱动 {version}</source>
   <translation>{cards}，驅動 {version}</translation>
  </message>
  <message>
   <source>{folder} 写不进去：{why}。</source>
   <translation>{folder} 寫不進去：{why}。</translation>
  </message>
  <message>
   <source>{folder} 所在的磁盘只剩 {free}，需要 {need}。</source>
   <translation>{folder} 所在的磁碟只剩 {free}，需要 {need}。</translation>
  </message>
  <message>
   <source>{folder} 所在的磁盘存不下这么大的文件（FAT32 至多 4 GB）。</source>
   <translation>{folder} 所在的磁碟存不下這麼大的檔案（FAT32 至多 4 GB）。</translation>
  </message>
  <message>
   <source>{folder} 所在的磁盘已满。</source>
   <translation>{folder} 所在的磁碟已滿。</translation>
  </message>
  <message>
   <source>{folder} 里检查遗忘用的图片不能用。</source>
   <translation>{folder} 裡檢查遺忘用的圖片不能用。</translation>
  </message>
  <message>
   <source>{free:.1f} GB 空闲（{names}）</source>
   <translation>{free:.1f} GB 空閒（{names}）</translation>
  </message>
  <message>
   <source>{host} 一直说太忙（429）。</source>
   <translation>{host} 一直說太忙（429）。</translation>
  </message>
  <message>
   <source>{host} 不接受这个密钥。</source>
   <translation>{host} 不接受這個金鑰。</translation>
  </message>
  <message>
   <source>{host} 出了故障（{status}）。</source>
   <translation>{host} 出了故障（{status}）。</translation>
  </message>
  <message>
   <source>{host} 没有接受请求（{status}）：{detail}</source>
   <translation>{host} 沒有接受請求（{status}）：{detail}</translation>
  </message>
  <message>
   <source>{host} 没有接受这幅图像：{detail}</source>
   <translation>{host} 沒有接受這幅影像：{detail}</translation>
  </message>
  <message>
   <source>{host} 没有模型 {model}。</source>
   <translation>{host} 沒有模型 {model}。</translation>
  </message>
  <message>
   <source>{host} 的回复没有传完。</source>
   <translation>{host} 的回覆沒有傳完。</translation>
  </message>
  <message>
   <source>{host} 说图像过大（413）。</source>
   <translation>{host} 說影像過大（413）。</translation>
  </message>
  <message>
   <source>{host} 说额度已用完。</source>
   <translation>{host} 說額度已用完。</translation>
  </message>
  <message>
   <source>{host} 迟迟没有回复。</source>
   <translation>{host} 遲遲沒有回覆。</translation>
  </message>
  <message>
   <source>{images} 张图片、{texts} 条文字可以检索。</source>
   <translation>{images} 張圖片、{texts} 條文字可以檢索。</translation>
  </message>
  <message>
   <source>{model} 没有可供 LoRA 训练的注意力层。</source>
   <translation>{model} 沒有可供 LoRA 訓練的注意力層。</translation>
  </message>
  <message>
   <source>{names}：这里的 Qt 没有它的插件</source>
   <translation>{names}：這裡的 Qt 沒有它的外掛程式</translation>
  </message>
  <message>
   <source>{name} · 图录</source>
   <translation>{name} · 圖錄</translation>
  </message>
  <message>
   <source>{name} 不是完好的引擎包。</source>
   <translation>{name} 不是完好的引擎包。</translation>
  </message>
  <message>
   <source>{name} 不是本程序认识的 Chinese-CLIP 模型。</source>
   <translation>{name} 不是本程式認識的 Chinese-CLIP 模型。</translation>
  </message>
  <message>
   <source>{name} 与安装时不同</source>
   <translation>{name} 與安裝時不同</translation>
  </message>
  <message>
   <source>{name} 与来源公布的校验值不符，已经丢弃。</source>
   <translation>{name} 與來源公布的核對碼不符，已經丟棄。</translation>
  </message>
  <message>
   <source>{name} 正在下载。</source>
   <translation>{name} 正在下載。</translation>
  </message>
  <message>
   <source>{name} 解不开：{why}。</source>
   <translation>{name} 解不開：{why}。</translation>
  </message>
  <message>
   <source>{name}，可用</source>
   <translation>{name}，可用</translation>
  </message>
  <message>
   <source>{now:%Y-%m-%d %H:%M} 写成</source>
   <translation>{now:%Y-%m-%d %H:%M} 寫成</translation>
  </message>
  <message>
   <source>{n} 个中断的复制残留。</source>
   <translation>{n} 個中斷的複製殘留。</translation>
  </message>
  <message>
   <source>{n} 件作品 · {day}</source>
   <translation>{n} 件作品 · {day}</translation>
  </message>
  <message>
   <source>{n} 件作品的检索文字缺失。</source>
   <translation>{n} 件作品的檢索文字缺失。</translation>
  </message>
  <message>
   <source>{option} 不能是「{value}」，可用：{choices}。</source>
   <translation>{option} 不能是「{value}」，可用：{choices}。</translation>
  </message>
  <message>
   <source>{out}：{n} 个文件，{size}。</source>
   <translation>{out}：{n} 個檔案，{size}。</translation>
  </message>
  <message>
   <source>{out}：{works} 件作品，{texts} 条文字。</source>
   <translation>{out}：{works} 件作品，{texts} 條文字。</translation>
  </message>
  <message>
   <source>{pages} 张图和 tour.json 在「{out}」。
文字找画 Recall@1：微调前 {before:.1%}，微调后 {after:.1%}（{verdict}）。</source>
   <translation>{pages} 張圖和 tour.json 在「{out}」。
文字找畫 Recall@1：微調前 {before:.1%}，微調後 {after:.1%}（{verdict}）。</translation>
  </message>
  <message>
   <source>{path} 已经有东西了，不会覆盖。</source>
   <translation>{path} 已經有東西了，不會覆蓋。</translation>
  </message>
  <message>
   <source>{path} 已经有了。</source>
   <translation>{path} 已經有了。</translation>
  </message>
  <message>
   <source>{shown}；引擎用不上它</source>
   <translation>{shown}；引擎用不上它</translation>
  </message>
  <message>
   <source>{shown}；设置里选了处理器</source>
   <translation>{shown}；設定裡選了處理器</translation>
  </message>
  <message>
   <source>{speed}，没有显卡会很慢</source>
   <translation>{speed}，沒有顯示卡會很慢</translation>
  </message>
  <message>
   <source>{state}；代理 {shown}</source>
   <translation>{state}；代理伺服器 {shown}</translation>
  </message>
  <message>
   <source>{told}：反而变差。</source>
   <translation>{told}：反而變差。</translation>
  </message>
  <message>
   <source>{told}：明显更准。</source>
   <translation>{told}：明顯更準。</translation>
  </message>
  <message>
   <source>{told}：还看不出差别。{works} 件作品只能看出约 {gain} 个百分点以上的变化。</source>
   <translation>{told}：還看不出差別。{works} 件作品只能看出約 {gain} 個百分點以上的變化。</translation>
  </message>
  <message>
   <source>{version} 版；{detail}</source>
   <translation>{version} 版；{detail}</translation>
  </message>
  <message>
   <source>{wanted}，经 {spoken} 的接口</source>
   <translation>{wanted}，經 {spoken} 的介面</translation>
  </message>
  <message>
   <source>{what}这次在本机检索。</source>
   <translation>{what}這次在本機檢索。</translation>
  </message>
  <message>
   <source>“{name}”不是完好的训练成果文件：{why}。</source>
   <translation>「{name}」不是完好的訓練成果檔案：{why}。</translation>
  </message>
  <message>
   <source>“{name}”不是训练成果。</source>
   <translation>「{name}」不是訓練成果。</translation>
  </message>
  <message>
   <source>「{a}」不是 Milvus 服务的地址。</source>
   <translation>「{a}」不是 Milvus 服務的位址。</translation>
  </message>
  <message>
   <source>「{a}」没有图片。</source>
   <translation>「{a}」沒有圖片。</translation>
  </message>
  <message>
   <source>「{a}」的原图不见了：{p}。</source>
   <translation>「{a}」的原圖不見了：{p}。</translation>
  </message>
  <message>
   <source>「{a}」的原图内容已变：{p}。</source>
   <translation>「{a}」的原圖內容已變：{p}。</translation>
  </message>
  <message>
   <source>「{a}」的原图在藏品之外：{p}。</source>
   <translation>「{a}」的原圖在藏品之外：{p}。</translation>
  </message>
  <message>
   <source>「{kind}」两边都改过：这里是“{ours}”（{our_status}），文件中是“{theirs}”（{status}）。</source>
   <translation>「{kind}」兩邊都改過：這裡是「{ours}」（{our_status}），檔案中是「{theirs}」（{status}）。</translation>
  </message>
  <message>
   <source>「{name}」不是藏品文件夹。</source>
   <translation>「{name}」不是藏品資料夾。</translation>
  </message>
  <message>
   <source>「{name}」写不进去。</source>
   <translation>「{name}」寫不進去。</translation>
  </message>
  <message>
   <source>「{name}」写不进去：{why}。</source>
   <translation>「{name}」寫不進去：{why}。</translation>
  </message>
  <message>
   <source>「{name}」点不到</source>
   <translation>「{name}」點不到</translation>
  </message>
  <message>
   <source>「{name}」里已有文件。</source>
   <translation>「{name}」裡已有檔案。</translation>
  </message>
  <message>
   <source>「{n}」不是图片，也不是登记表。</source>
   <translation>「{n}」不是圖片，也不是登記表。</translation>
  </message>
  <message>
   <source>「{n}」与作品「{a}」的原图同名，内容却不同，没有采用。</source>
   <translation>「{n}」與作品「{a}」的原圖同名，內容卻不同，沒有採用。</translation>
  </message>
  <message>
   <source>「{n}」是 IIIF 文件，但不是一件作品的清单。</source>
   <translation>「{n}」是 IIIF 檔案，但不是一件作品的清單。</translation>
  </message>
  <message>
   <source>「{n}」是旧版 Excel 格式（.xls）。</source>
   <translation>「{n}」是舊版 Excel 格式（.xls）。</translation>
  </message>
  <message>
   <source>「{out}」写不进去。</source>
   <translation>「{out}」寫不進去。</translation>
  </message>
  <message>
   <source>「{out}」里已有文件。</source>
   <translation>「{out}」裡已有檔案。</translation>
  </message>
  <message>
   <source>「{path}」写不进去：{why}。</source>
   <translation>「{path}」寫不進去：{why}。</translation>
  </message>
  <message>
   <source>「{url}」不是可用的服务地址。</source>
   <translation>「{url}」不是可用的服務位址。</translation>
  </message>
  <message>
   <source>「{url}」没有给出内容（{why}）。</source>
   <translation>「{url}」沒有給出內容（{why}）。</translation>
  </message>
  <message>
   <source>「{url}」的回复看不懂。</source>
   <translation>「{url}」的回覆看不懂。</translation>
  </message>
  <message>
   <source>一幅图没有找到它自己</source>
   <translation>一幅圖沒有找到它自己</translation>
  </message>
  <message>
   <source>一张图片</source>
   <translation>一張圖片</translation>
  </message>
  <message>
   <source>不按 JSON 对象回复。</source>
   <translation>不按 JSON 物件回覆。</translation>
  </message>
  <message>
   <source>不按 JSON 模式回复。</source>
   <translation>不按 JSON 結構描述回覆。</translation>
  </message>
  <message>
   <source>不是 JSON</source>
   <translation>不是 JSON</translation>
  </message>
  <message>
   <source>不能在「{folder}」建立藏品：{why}。</source>
   <translation>不能在「{folder}」建立藏品：{why}。</translation>
  </message>
  <message>
   <source>不要的请把状态改为已退回。</source>
   <translation>不要的請把狀態改為已退回。</translation>
  </message>
  <message>
   <source>不认识「{word}」。</source>
   <translation>不認識「{word}」。</translation>
  </message>
  <message>
   <source>与 {other} 的描述相同或几乎相同。</source>
   <translation>與 {other} 的圖說相同或幾乎相同。</translation>
  </message>
  <message>
   <source>两件都已入藏；请核对是否重复登记，或是同一作品的两次扫描。</source>
   <translation>兩件都已入藏；請核對是否重複登記，或是同一作品的兩次掃描。</translation>
  </message>
  <message>
   <source>两边是同一个模型、同一份提示。</source>
   <translation>兩邊是同一個模型、同一份提示。</translation>
  </message>
  <message>
   <source>书名与编号都和另一个文件相同，未收入。</source>
   <translation>書名與編號都和另一個檔案相同，未收入。</translation>
  </message>
  <message>
   <source>人员</source>
   <translation>人員</translation>
  </message>
  <message>
   <source>仅限本机</source>
   <translation>僅限本機</translation>
  </message>
  <message>
   <source>以上是固定留出的作品；藏品不多，所以另外轮流留出全部 {works} 件各测一次：{value} 个百分点，95% 区间 {low} 至 {high}，{verdict}。</source>
   <translation>以上是固定留出的作品；藏品不多，所以另外輪流留出全部 {works} 件各測一次：{value} 個百分點，95% 區間 {low} 至 {high}，{verdict}。</translation>
  </message>
  <message>
   <source>以图检索没有关键词可用。</source>
   <translation>以圖檢索沒有關鍵詞可用。</translation>
  </message>
  <message>
   <source>会回话。</source>
   <translation>會回話。</translation>
  </message>
  <message>
   <source>作品「{a}」没有找到图片{n}。</source>
   <translation>作品「{a}」沒有找到圖片{n}。</translation>
  </message>
  <message>
   <source>作品「{a}」没有题名：「{n}」只是占位的文件名。</source>
   <translation>作品「{a}」沒有題名：「{n}」只是佔位的檔名。</translation>
  </message>
  <message>
   <source>作品「{a}」的 {n} 张图片在网上，没有去取。</source>
   <translation>作品「{a}」的 {n} 張圖片在網上，沒有去取。</translation>
  </message>
  <message>
   <source>作品已入藏；请补上题名。</source>
   <translation>作品已入藏；請補上題名。</translation>
  </message>
  <message>
   <source>作者</source>
   <translation>作者</translation>
  </message>
  <message>
   <source>例如 milvus://server:19530。</source>
   <translation>例如 milvus://server:19530。</translation>
  </message>
  <message>
   <source>保存状态</source>
   <translation>保存狀態</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>修改</translation>
  </message>
  <message>
   <source>像《{title}》的</source>
   <translation>像《{title}》的</translation>
  </message>
  <message>
   <source>允许联网</source>
   <translation>允許連網</translation>
  </message>
  <message>
   <source>元代以后的称谓</source>
   <translation>元代以後的稱謂</translation>
  </message>
  <message>
   <source>先试 --repair；仍有此项，请在「模型与设置」里换回备份。</source>
   <translation>先試 --repair；仍有此項，請在「模型與設定」裡換回備份。</translation>
  </message>
  <message>
   <source>克利夫兰艺术博物馆</source>
   <translation>克利夫蘭藝術博物館</translation>
  </message>
  <message>
   <source>入藏</source>
   <translation>入藏</translation>
  </message>
  <message>
   <source>入藏时间</source>
   <translation>入藏時間</translation>
  </message>
  <message>
   <source>公共领域标记 1.0</source>
   <translation>公眾領域標章 1.0</translation>
  </message>
  <message>
   <source>共 {n} 个字元，模型只读前 {most} 个；「{cut}」不会被读到。</source>
   <translation>共 {n} 個字元，模型只讀前 {most} 個；「{cut}」不會被讀到。</translation>
  </message>
  <message>
   <source>共 {rows} 行：入藏 {imported}，更新 {updated}，未变 {skipped}，拒收 {rejected}；图片 {images}，典籍 {passages}，描述 {captions}。</source>
   <translation>共 {rows} 列：入藏 {imported}，更新 {updated}，未變 {skipped}，拒收 {rejected}；圖片 {images}，典籍 {passages}，圖說 {captions}。</translation>
  </message>
  <message>
   <source>共 {total:.1f} GB，空闲 {free:.1f} GB；处理器 {cores} 核</source>
   <translation>共 {total:.1f} GB，空閒 {free:.1f} GB；處理器 {cores} 核</translation>
  </message>
  <message>
   <source>关键词</source>
   <translation>關鍵詞</translation>
  </message>
  <message>
   <source>其中不止一次训练</source>
   <translation>其中不止一次訓練</translation>
  </message>
  <message>
   <source>其中有指向文件夹之外的路径</source>
   <translation>其中有指向資料夾之外的路徑</translation>
  </message>
  <message>
   <source>其中没有 {name}</source>
   <translation>其中沒有 {name}</translation>
  </message>
  <message>
   <source>具体年代</source>
   <translation>具體年代</translation>
  </message>
  <message>
   <source>内存</source>
   <translation>記憶體</translation>
  </message>
  <message>
   <source>内存不足，无法完成。</source>
   <translation>記憶體不足，無法完成。</translation>
  </message>
  <message>
   <source>内容比声明的多</source>
   <translation>內容比宣告的多</translation>
  </message>
  <message>
   <source>写不进「{path}」。</source>
   <translation>寫不進「{path}」。</translation>
  </message>
  <message>
   <source>写出的 {form} 重新读入后与当前模型不一致，没有保留。</source>
   <translation>寫出的 {form} 重新讀入後與目前模型不一致，沒有保留。</translation>
  </message>
  <message>
   <source>写到一半失败</source>
   <translation>寫到一半失敗</translation>
  </message>
  <message>
   <source>写成 {drafted} 条，已有或无图 {skipped} 条，未成 {failed} 条。</source>
   <translation>寫成 {drafted} 條，已有或無圖 {skipped} 條，未成 {failed} 條。</translation>
  </message>
  <message>
   <source>列映射文件「{name}」读不出来。</source>
   <translation>欄位對應檔「{name}」讀不出來。</translation>
  </message>
  <message>
   <source>判断检索结果</source>
   <translation>判斷檢索結果</translation>
  </message>
  <message>
   <source>加入图片</source>
   <translation>加入圖片</translation>
  </message>
  <message>
   <source>加的和减的互相抵消了，没有可找的。</source>
   <translation>加的和減的互相抵消了，沒有可找的。</translation>
  </message>
  <message>
   <source>卡内基艺术博物馆</source>
   <translation>卡內基藝術博物館</translation>
  </message>
  <message>
   <source>原文字</source>
   <translation>原文字</translation>
  </message>
  <message>
   <source>原有的引擎没有改动。请看日志，或换一个引擎包。</source>
   <translation>原有的引擎沒有改動。請看記錄檔，或換一個引擎包。</translation>
  </message>
  <message>
   <source>原来的文字留在历史里，可在作品页核对。</source>
   <translation>原來的文字留在歷史裡，可在作品頁核對。</translation>
  </message>
  <message>
   <source>原状态</source>
   <translation>原狀態</translation>
  </message>
  <message>
   <source>发生了什么</source>
   <translation>發生了什麼</translation>
  </message>
  <message>
   <source>取回</source>
   <translation>取回</translation>
  </message>
  <message>
   <source>变差</source>
   <translation>變差</translation>
  </message>
  <message>
   <source>另一个窗口</source>
   <translation>另一個視窗</translation>
  </message>
  <message>
   <source>可下载：{names}。</source>
   <translation>可下載：{names}。</translation>
  </message>
  <message>
   <source>可以取入的有：{kinds}。</source>
   <translation>可以取入的有：{kinds}。</translation>
  </message>
  <message>
   <source>可用的方案：{names}。</source>
   <translation>可用的方案：{names}。</translation>
  </message>
  <message>
   <source>可用的格式：{names}。</source>
   <translation>可用的格式：{names}。</translation>
  </message>
  <message>
   <source>可用的模型见 songclip models list。</source>
   <translation>可用的模型見 songclip models list。</translation>
  </message>
  <message>
   <source>可用：{all}。</source>
   <translation>可用：{all}。</translation>
  </message>
  <message>
   <source>可移动文物普查登记表</source>
   <translation>可移動文物普查登記表</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>名稱</translation>
  </message>
  <message>
   <source>后台引擎意外退出（状态 {status}）。</source>
   <translation>背景引擎意外結束（狀態 {status}）。</translation>
  </message>
  <message>
   <source>后台引擎被系统结束了，多半是内存不够。</source>
   <translation>背景引擎被系統結束了，多半是記憶體不夠。</translation>
  </message>
  <message>
   <source>向量服务刚才没有答复。</source>
   <translation>向量服務剛才沒有答覆。</translation>
  </message>
  <message>
   <source>回了空话。</source>
   <translation>回了空話。</translation>
  </message>
  <message>
   <source>回了话，却没有说出图的颜色，恐怕看不见图像。</source>
   <translation>回了話，卻沒有說出圖的顏色，恐怕看不見影像。</translation>
  </message>
  <message>
   <source>回复不是 JSON。</source>
   <translation>回覆不是 JSON。</translation>
  </message>
  <message>
   <source>图像读不出来。</source>
   <translation>影像讀不出來。</translation>
  </message>
  <message>
   <source>图文配对</source>
   <translation>圖文配對</translation>
  </message>
  <message>
   <source>图片 {name} 无法读取。</source>
   <translation>圖片 {name} 無法讀取。</translation>
  </message>
  <message>
   <source>图片 {what} 已经不在了。</source>
   <translation>圖片 {what} 已經不在了。</translation>
  </message>
  <message>
   <source>图片「{name}」不在原处，没有一同导出。</source>
   <translation>圖片「{name}」不在原處，沒有一同匯出。</translation>
  </message>
  <message>
   <source>图片「{name}」已损坏或不完整。</source>
   <translation>圖片「{name}」已損壞或不完整。</translation>
  </message>
  <message>
   <source>图片「{n}」在登记表里没有对应的作品，未入藏。</source>
   <translation>圖片「{n}」在登記表裡沒有對應的作品，未入藏。</translation>
  </message>
  <message>
   <source>图片与作品「{n}」的图片完全相同。</source>
   <translation>圖片與作品「{n}」的圖片完全相同。</translation>
  </message>
  <message>
   <source>图片哈希</source>
   <translation>圖片雜湊值</translation>
  </message>
  <message>
   <source>图片看起来与作品「{n}」的图片是同一幅，文件并不相同。</source>
   <translation>圖片看起來與作品「{n}」的圖片是同一幅，檔案並不相同。</translation>
  </message>
  <message>
   <source>图片超过 {n} 百万像素，未读取。</source>
   <translation>圖片超過 {n} 百萬像素，未讀取。</translation>
  </message>
  <message>
   <source>在 {path} 找不到模型。</source>
   <translation>在 {path} 找不到模型。</translation>
  </message>
  <message>
   <source>在 {pictures} 幅图里按文字和图片都找到了，{seconds:.1f} 秒</source>
   <translation>在 {pictures} 幅圖裡按文字和圖片都找到了，{seconds:.1f} 秒</translation>
  </message>
  <message>
   <source>在留出的 {works} 件作品上，平均召回率 {before} → {after}（{value} 个百分点，95% 区间 {low} 至 {high}）</source>
   <translation>在留出的 {works} 件作品上，平均召回率 {before} → {after}（{value} 個百分點，95% 區間 {low} 至 {high}）</translation>
  </message>
  <message>
   <source>基础模型：列出、选用、下载、添加、打包。</source>
   <translation>基礎模型：列出、選用、下載、新增、打包。</translation>
  </message>
  <message>
   <source>备份「{name}」已损坏。</source>
   <translation>備份「{name}」已損壞。</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>備註</translation>
  </message>
  <message>
   <source>外来花木，近代才有栽培</source>
   <translation>外來花木，近代才有栽培</translation>
  </message>
  <message>
   <source>大都会艺术博物馆（MetObjects.csv）</source>
   <translation>大都會藝術博物館（MetObjects.csv）</translation>
  </message>
  <message>
   <source>大都会艺术博物馆（开放接口 JSON）</source>
   <translation>大都會藝術博物館（開放介面 JSON）</translation>
  </message>
  <message>
   <source>字体</source>
   <translation>字型</translation>
  </message>
  <message>
   <source>字体里没有的字会显示为编码。要看到字形，请安装收字多的字体，例如天珩全字库、全字庫正宋體、Jigmo。</source>
   <translation>字型裡沒有的字會顯示為編碼。要看到字形，請安裝收字多的字型，例如天珩全字庫、全字庫正宋體、Jigmo。</translation>
  </message>
  <message>
   <source>它展开后大得不合理</source>
   <translation>它展開後大得不合理</translation>
  </message>
  <message>
   <source>宋画藏品：入藏、撰稿、审校、训练、检索。不带命令则打开窗口。</source>
   <translation>宋畫藏品：入藏、撰稿、審校、訓練、檢索。不帶命令則開啟視窗。</translation>
  </message>
  <message>
   <source>完残程度</source>
   <translation>完殘程度</translation>
  </message>
  <message>
   <source>定稿的作品太少：可学习的有 {train} 件，留作测试的有 {test} 件。</source>
   <translation>定稿的作品太少：可學習的有 {train} 件，留作測試的有 {test} 件。</translation>
  </message>
  <message>
   <source>密钥、图注、题名、文件夹和用户名已经隐去。程序不会自己把它送到任何地方。</source>
   <translation>金鑰、圖說、題名、資料夾和使用者名稱已經隱去。程式不會自己把它送到任何地方。</translation>
  </message>
  <message>
   <source>密钥可用。</source>
   <translation>金鑰可用。</translation>
  </message>
  <message>
   <source>尺寸</source>
   <translation>尺寸</translation>
  </message>
  <message>
   <source>屏幕</source>
   <translation>螢幕</translation>
  </message>
  <message>
   <source>已停止。</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>已写出 {n} 条：{files}</source>
   <translation>已寫出 {n} 條：{files}</translation>
  </message>
  <message>
   <source>已到这次任务的令牌上限（{detail}）。</source>
   <translation>已到這次任務的 token 上限（{detail}）。</translation>
  </message>
  <message>
   <source>已到这次任务的费用上限（{detail}）。</source>
   <translation>已到這次任務的費用上限（{detail}）。</translation>
  </message>
  <message>
   <source>已完成的部分都保留着；再次运行即可继续。</source>
   <translation>已完成的部分都保留著；再次執行即可繼續。</translation>
  </message>
  <message>
   <source>已建立「{dir}」：{n} 件作品，{p} 段典籍。</source>
   <translation>已建立「{dir}」：{n} 件作品，{p} 段典籍。</translation>
  </message>
  <message>
   <source>已撤销</source>
   <translation>已復原</translation>
  </message>
  <message>
   <source>已放到 {server}，这次写入 {written} 行。</source>
   <translation>已放到 {server}，這次寫入 {written} 筆。</translation>
  </message>
  <message>
   <source>已有名为「{n}」的检索。</source>
   <translation>已有名為「{n}」的檢索。</translation>
  </message>
  <message>
   <source>已退回</source>
   <translation>已退回</translation>
  </message>
  <message>
   <source>已通过</source>
   <translation>已通過</translation>
  </message>
  <message>
   <source>带入</source>
   <translation>帶入</translation>
  </message>
  <message>
   <source>平均召回率 {value}（{low} 至 {high}）</source>
   <translation>平均召回率 {value}（{low} 至 {high}）</translation>
  </message>
  <message>
   <source>引擎</source>
   <translation>引擎</translation>
  </message>
  <message>
   <source>引擎 {version} 已安装。</source>
   <translation>引擎 {version} 已安裝。</translation>
  </message>
  <message>
   <source>引擎是 {theirs} 版，本程序是 {ours} 版。</source>
   <translation>引擎是 {theirs} 版，本程式是 {ours} 版。</translation>
  </message>
  <message>
   <source>形制</source>
   <translation>形制</translation>
  </message>
  <message>
   <source>彻底删除</source>
   <translation>徹底刪除</translation>
  </message>
  <message>
   <source>待审</source>
   <translation>待審</translation>
  </message>
  <message>
   <source>微调后</source>
   <translation>微調後</translation>
  </message>
  <message>
   <source>怎么了</source>
   <translation>怎麼了</translation>
  </message>
  <message>
   <source>怎么办</source>
   <translation>怎麼辦</translation>
  </message>
  <message>
   <source>打不开</source>
   <translation>打不開</translation>
  </message>
  <message>
   <source>扩展区 {told}</source>
   <translation>擴充區 {told}</translation>
  </message>
  <message>
   <source>批注</source>
   <translation>批註</translation>
  </message>
  <message>
   <source>批注不能为空。</source>
   <translation>批註不能為空。</translation>
  </message>
  <message>
   <source>找不到「{path}」。</source>
   <translation>找不到「{path}」。</translation>
  </message>
  <message>
   <source>找不到图像文件。</source>
   <translation>找不到影像檔案。</translation>
  </message>
  <message>
   <source>找不到图片 {path}。</source>
   <translation>找不到圖片 {path}。</translation>
  </message>
  <message>
   <source>找不到文件 {path}。</source>
   <translation>找不到檔案 {path}。</translation>
  </message>
  <message>
   <source>找不到模型：{path}。</source>
   <translation>找不到模型：{path}。</translation>
  </message>
  <message>
   <source>技法</source>
   <translation>技法</translation>
  </message>
  <message>
   <source>拟古文</source>
   <translation>擬古文</translation>
  </message>
  <message>
   <source>括号里的字可代替它用于训练，原文不变。</source>
   <translation>括號裡的字可代替它用於訓練，原文不變。</translation>
  </message>
  <message>
   <source>描述不能为空。</source>
   <translation>圖說不能為空。</translation>
  </message>
  <message>
   <source>描述太短。</source>
   <translation>圖說太短。</translation>
  </message>
  <message>
   <source>描述说「{said}」，著录为「{catalogued}」。</source>
   <translation>圖說說「{said}」，著錄為「{catalogued}」。</translation>
  </message>
  <message>
   <source>提示词版本</source>
   <translation>提示詞版本</translation>
  </message>
  <message>
   <source>搁置</source>
   <translation>擱置</translation>
  </message>
  <message>
   <source>撤回通过</source>
   <translation>撤回通過</translation>
  </message>
  <message>
   <source>撤销</source>
   <translation>復原</translation>
  </message>
  <message>
   <source>撰稿</source>
   <translation>撰稿</translation>
  </message>
  <message>
   <source>操作</source>
   <translation>操作</translation>
  </message>
  <message>
   <source>收藏单位</source>
   <translation>典藏單位</translation>
  </message>
  <message>
   <source>改动 {n} 条；待审 {draft}，已核准 {approved}，已退回 {rejected}。</source>
   <translation>改動 {n} 條；待審 {draft}，已核准 {approved}，已退回 {rejected}。</translation>
  </message>
  <message>
   <source>改名</source>
   <translation>改名</translation>
  </message>
  <message>
   <source>数据文件夹</source>
   <translation>存放資料的資料夾</translation>
  </message>
  <message>
   <source>数据文件打不开，已换回 {at} 的备份；此后的改动只在另存的旧文件里。</source>
   <translation>資料檔案打不開，已換回 {at} 的備份；此後的改動只在另存的舊檔案裡。</translation>
  </message>
  <message>
   <source>数据文件有损坏：{text}。</source>
   <translation>資料檔案有損壞：{text}。</translation>
  </message>
  <message>
   <source>数据集没有写完：{why}</source>
   <translation>資料集沒有寫完：{why}</translation>
  </message>
  <message>
   <source>数量</source>
   <translation>數量</translation>
  </message>
  <message>
   <source>文件「{name}」的内容不是可识别的图片。</source>
   <translation>檔案「{name}」的內容不是可識別的圖片。</translation>
  </message>
  <message>
   <source>文件「{name}」的文字编码无法识别。</source>
   <translation>檔案「{name}」的文字編碼無法識別。</translation>
  </message>
  <message>
   <source>文件「{name}」读不出来：{why}。</source>
   <translation>檔案「{name}」讀不出來：{why}。</translation>
  </message>
  <message>
   <source>文件夹 {folder} 无法写入。</source>
   <translation>資料夾 {folder} 無法寫入。</translation>
  </message>
  <message>
   <source>文件夹 {folder} 无法写入：{why}。</source>
   <translation>資料夾 {folder} 無法寫入：{why}。</translation>
  </message>
  <message>
   <source>文件夹 {out} 不是空的。</source>
   <translation>資料夾 {out} 不是空的。</translation>
  </message>
  <message>
   <source>文件过大</source>
   <translation>檔案過大</translation>
  </message>
  <message>
   <source>文件里没有可读的段落。</source>
   <translation>檔案裡沒有可讀的段落。</translation>
  </message>
  <message>
   <source>文字已改，重新待审</source>
   <translation>文字已改，重新待審</translation>
  </message>
  <message>
   <source>文字是空的。</source>
   <translation>文字是空的。</translation>
  </message>
  <message>
   <source>文物类别</source>
   <translation>文物類別</translation>
  </message>
  <message>
   <source>新文字</source>
   <translation>新文字</translation>
  </message>
  <message>
   <source>新状态</source>
   <translation>新狀態</translation>
  </message>
  <message>
   <source>无已知版权</source>
   <translation>無已知著作權</translation>
  </message>
  <message>
   <source>无版权——仅限非商业使用</source>
   <translation>無著作權——僅限非商業使用</translation>
  </message>
  <message>
   <source>无版权——其他已知法律限制</source>
   <translation>無著作權——其他已知法律限制</translation>
  </message>
  <message>
   <source>无版权——合同限制</source>
   <translation>無著作權——契約限制</translation>
  </message>
  <message>
   <source>无版权——美国</source>
   <translation>無著作權——美國</translation>
  </message>
  <message>
   <source>日志的末尾</source>
   <translation>記錄檔的末尾</translation>
  </message>
  <message>
   <source>旧文件在 backups 文件夹，名字以 replaced.db 结尾；请交给信息部门看能否救回。</source>
   <translation>舊檔案在 backups 資料夾，名字以 replaced.db 結尾；請交給資訊部門看能否救回。</translation>
  </message>
  <message>
   <source>时间</source>
   <translation>時間</translation>
  </message>
  <message>
   <source>明代才通行</source>
   <translation>明代才通行</translation>
  </message>
  <message>
   <source>明代的官服、制度</source>
   <translation>明代的官服、制度</translation>
  </message>
  <message>
   <source>明末以后才由西洋传入</source>
   <translation>明末以後才由西洋傳入</translation>
  </message>
  <message>
   <source>明永乐以后才建成</source>
   <translation>明永樂以後才建成</translation>
  </message>
  <message>
   <source>是</source>
   <translation>是</translation>
  </message>
  <message>
   <source>显卡</source>
   <translation>顯示卡</translation>
  </message>
  <message>
   <source>显卡驱动没有应答：{why}</source>
   <translation>顯示卡驅動沒有回應：{why}</translation>
  </message>
  <message>
   <source>普查编号</source>
   <translation>普查編號</translation>
  </message>
  <message>
   <source>更准</source>
   <translation>更準</translation>
  </message>
  <message>
   <source>更新</source>
   <translation>更新</translation>
  </message>
  <message>
   <source>更细，比 ViT-B-16 慢四五倍</source>
   <translation>更細，比 ViT-B-16 慢四五倍</translation>
  </message>
  <message>
   <source>最准，看得最清，也慢</source>
   <translation>最準，看得最清，也慢</translation>
  </message>
  <message>
   <source>最大，文字也读得更细</source>
   <translation>最大，文字也讀得更細</translation>
  </message>
  <message>
   <source>最快，只能检索，不能用 LoRA 训练</source>
   <translation>最快，只能檢索，不能用 LoRA 訓練</translation>
  </message>
  <message>
   <source>最早年</source>
   <translation>最早年</translation>
  </message>
  <message>
   <source>最早年份 {a} 晚于最晚年份 {b}。</source>
   <translation>最早年份 {a} 晚於最晚年份 {b}。</translation>
  </message>
  <message>
   <source>最晚年</source>
   <translation>最晚年</translation>
  </message>
  <message>
   <source>有内容丢失或损坏。</source>
   <translation>有內容丟失或損壞。</translation>
  </message>
  <message>
   <source>服务 {host} 上的向量不是现在的模型和藏品的，这次在本机检索；可用 songclip index --to 更新。</source>
   <translation>服務 {host} 上的向量不是現在的模型和藏品的，這次在本機檢索；可用 songclip index --to 更新。</translation>
  </message>
  <message>
   <source>服务「{name}」没有填写文字模型。</source>
   <translation>服務「{name}」沒有填寫文字模型。</translation>
  </message>
  <message>
   <source>服务「{name}」没有填写看图模型。</source>
   <translation>服務「{name}」沒有填寫看圖模型。</translation>
  </message>
  <message>
   <source>服务地址</source>
   <translation>服務位址</translation>
  </message>
  <message>
   <source>服务的回复过大，没有接收。</source>
   <translation>服務的回覆過大，沒有接收。</translation>
  </message>
  <message>
   <source>服务要求改连别处（{host}），没有照办。</source>
   <translation>服務要求改連別處（{host}），沒有照辦。</translation>
  </message>
  <message>
   <source>朝代</source>
   <translation>朝代</translation>
  </message>
  <message>
   <source>未安装</source>
   <translation>未安裝</translation>
  </message>
  <message>
   <source>本版本不能导出 {form}。</source>
   <translation>本版本不能匯出 {form}。</translation>
  </message>
  <message>
   <source>权利</source>
   <translation>權利</translation>
  </message>
  <message>
   <source>来源</source>
   <translation>來源</translation>
  </message>
  <message>
   <source>查找替换</source>
   <translation>尋找與取代</translation>
  </message>
  <message>
   <source>标签</source>
   <translation>標籤</translation>
  </message>
  <message>
   <source>检索正在使用训练 {run}。</source>
   <translation>檢索正在使用訓練 {run}。</translation>
  </message>
  <message>
   <source>检索词是空的。</source>
   <translation>檢索詞是空的。</translation>
  </message>
  <message>
   <source>模型</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>模型 {model} 不能看图。</source>
   <translation>模型 {model} 不能看圖。</translation>
  </message>
  <message>
   <source>模型 {model} 还没有训练成果。</source>
   <translation>模型 {model} 還沒有訓練成果。</translation>
  </message>
  <message>
   <source>模型 {name} 还没有安装。</source>
   <translation>模型 {name} 還沒有安裝。</translation>
  </message>
  <message>
   <source>模型不愿描述这幅画：{detail}</source>
   <translation>模型不願描述這幅畫：{detail}</translation>
  </message>
  <message>
   <source>模型不认识：{c}。</source>
   <translation>模型不認識：{c}。</translation>
  </message>
  <message>
   <source>模型两次都没有按要求回复：{detail}</source>
   <translation>模型兩次都沒有按要求回覆：{detail}</translation>
  </message>
  <message>
   <source>模型文件</source>
   <translation>模型檔案</translation>
  </message>
  <message>
   <source>模型文件 {name} 已损坏，无法读取。</source>
   <translation>模型檔案 {name} 已損壞，無法讀取。</translation>
  </message>
  <message>
   <source>模型的回复写到一半断了。</source>
   <translation>模型的回覆寫到一半斷了。</translation>
  </message>
  <message>
   <source>正在下载 {name}</source>
   <translation>正在下載 {name}</translation>
  </message>
  <message>
   <source>正在写出</source>
   <translation>正在寫出</translation>
  </message>
  <message>
   <source>正在写出离线包</source>
   <translation>正在寫出離線包</translation>
  </message>
  <message>
   <source>正在复制模型</source>
   <translation>正在複製模型</translation>
  </message>
  <message>
   <source>正在打包 {name}</source>
   <translation>正在打包 {name}</translation>
  </message>
  <message>
   <source>正在排布图谱</source>
   <translation>正在排布圖譜</translation>
  </message>
  <message>
   <source>正在核对已取到的部分</source>
   <translation>正在核對已取到的部分</translation>
  </message>
  <message>
   <source>正在核对模型文件</source>
   <translation>正在核對模型檔案</translation>
  </message>
  <message>
   <source>正在核对离线包</source>
   <translation>正在核對離線包</translation>
  </message>
  <message>
   <source>正在检查是否遗忘了原有能力</source>
   <translation>正在檢查是否遺忘了原有能力</translation>
  </message>
  <message>
   <source>正在等另一个窗口建完索引</source>
   <translation>正在等另一個視窗建完索引</translation>
  </message>
  <message>
   <source>正在解开 {name}</source>
   <translation>正在解開 {name}</translation>
  </message>
  <message>
   <source>正在计算校验值</source>
   <translation>正在計算核對碼</translation>
  </message>
  <message>
   <source>正在训练</source>
   <translation>正在訓練</translation>
  </message>
  <message>
   <source>正在评测留出的作品</source>
   <translation>正在評測留出的作品</translation>
  </message>
  <message>
   <source>正在试运行引擎</source>
   <translation>正在試執行引擎</translation>
  </message>
  <message>
   <source>正在读图片</source>
   <translation>正在讀圖片</translation>
  </message>
  <message>
   <source>正在读文字</source>
   <translation>正在讀文字</translation>
  </message>
  <message>
   <source>正在轮流留出每件作品再测</source>
   <translation>正在輪流留出每件作品再測</translation>
  </message>
  <message>
   <source>正在载入模型</source>
   <translation>正在載入模型</translation>
  </message>
  <message>
   <source>正在重新读入核对</source>
   <translation>正在重新讀入核對</translation>
  </message>
  <message>
   <source>正文</source>
   <translation>正文</translation>
  </message>
  <message>
   <source>没有 Chinese-CLIP 模型：请先在「模型与设置」安装。</source>
   <translation>沒有 Chinese-CLIP 模型：請先在「模型與設定」安裝。</translation>
  </message>
  <message>
   <source>没有 NVIDIA 显卡，用处理器</source>
   <translation>沒有 NVIDIA 顯示卡，用處理器</translation>
  </message>
  <message>
   <source>没有 {names}</source>
   <translation>沒有 {names}</translation>
  </message>
  <message>
   <source>没有「{kind}」这种类别。</source>
   <translation>沒有「{kind}」這種類別。</translation>
  </message>
  <message>
   <source>没有一件定稿的作品分在“{name}”里。</source>
   <translation>沒有一件定稿的作品分在「{name}」裡。</translation>
  </message>
  <message>
   <source>没有两列结果</source>
   <translation>沒有兩欄結果</translation>
  </message>
  <message>
   <source>没有中文字体</source>
   <translation>沒有中文字型</translation>
  </message>
  <message>
   <source>没有入藏新画</source>
   <translation>沒有入藏新畫</translation>
  </message>
  <message>
   <source>没有写入藏品。</source>
   <translation>沒有寫入藏品。</translation>
  </message>
  <message>
   <source>没有写出草稿</source>
   <translation>沒有寫出草稿</translation>
  </message>
  <message>
   <source>没有写明要改什么。</source>
   <translation>沒有寫明要改什麼。</translation>
  </message>
  <message>
   <source>没有写明要查找的文字。</source>
   <translation>沒有寫明要尋找的文字。</translation>
  </message>
  <message>
   <source>没有取到「{url}」：{why}。</source>
   <translation>沒有取到「{url}」：{why}。</translation>
  </message>
  <message>
   <source>没有变量 ${name}</source>
   <translation>沒有變數 ${name}</translation>
  </message>
  <message>
   <source>没有可以下载的模型 {name}。</source>
   <translation>沒有可以下載的模型 {name}。</translation>
  </message>
  <message>
   <source>没有可以学习的图文对。</source>
   <translation>沒有可以學習的圖文對。</translation>
  </message>
  <message>
   <source>没有可以送出的作品。</source>
   <translation>沒有可以送出的作品。</translation>
  </message>
  <message>
   <source>没有可用的系统钥匙串；服务的密钥只记到退出为止</source>
   <translation>沒有可用的系統鑰匙圈；服務的金鑰只記到結束為止</translation>
  </message>
  <message>
   <source>没有名为 {id} 的训练。</source>
   <translation>沒有名為 {id} 的訓練。</translation>
  </message>
  <message>
   <source>没有名为 {name} 的模型，也没有这个文件。</source>
   <translation>沒有名為 {name} 的模型，也沒有這個檔案。</translation>
  </message>
  <message>
   <source>没有名为「{name}」的列映射。</source>
   <translation>沒有名為「{name}」的欄位對應。</translation>
  </message>
  <message>
   <source>没有启用</source>
   <translation>沒有啟用</translation>
  </message>
  <message>
   <source>没有填看图模型，未试。</source>
   <translation>沒有填看圖模型，未試。</translation>
  </message>
  <message>
   <source>没有安装 Milvus 客户端。</source>
   <translation>沒有安裝 Milvus 客戶端。</translation>
  </message>
  <message>
   <source>没有应用程序的安装包：请在装好的 SongClip 里制作离线包，或先运行 make package。</source>
   <translation>沒有應用程式的安裝檔：請在裝好的 SongClip 裡製作離線包，或先執行 make package。</translation>
  </message>
  <message>
   <source>没有引擎，没有试</source>
   <translation>沒有引擎，沒有試</translation>
  </message>
  <message>
   <source>没有找到作品「{a}」的原图「{n}」。</source>
   <translation>沒有找到作品「{a}」的原圖「{n}」。</translation>
  </message>
  <message>
   <source>没有找到用户手册。</source>
   <translation>沒有找到使用者手冊。</translation>
  </message>
  <message>
   <source>没有找到训练与检索引擎。</source>
   <translation>沒有找到訓練與檢索引擎。</translation>
  </message>
  <message>
   <source>没有指明要处理哪些描述。</source>
   <translation>沒有指明要處理哪些圖說。</translation>
  </message>
  <message>
   <source>没有描述类别「{name}」。</source>
   <translation>沒有圖說類別「{name}」。</translation>
  </message>
  <message>
   <source>没有撰稿者「{name}」。</source>
   <translation>沒有撰稿者「{name}」。</translation>
  </message>
  <message>
   <source>没有文字类别「{name}」。</source>
   <translation>沒有文字類別「{name}」。</translation>
  </message>
  <message>
   <source>没有比较「{id}」。</source>
   <translation>沒有比較「{id}」。</translation>
  </message>
  <message>
   <source>没有类别「{kind}」。</source>
   <translation>沒有類別「{kind}」。</translation>
  </message>
  <message>
   <source>没有结果</source>
   <translation>沒有結果</translation>
  </message>
  <message>
   <source>没有编号为 {id} 的典籍段落。</source>
   <translation>沒有編號為 {id} 的典籍段落。</translation>
  </message>
  <message>
   <source>没有编号为 {id} 的图文配对。</source>
   <translation>沒有編號為 {id} 的圖文配對。</translation>
  </message>
  <message>
   <source>没有编号为 {id} 的描述。</source>
   <translation>沒有編號為 {id} 的圖說。</translation>
  </message>
  <message>
   <source>没有编号为「{n}」的作品。</source>
   <translation>沒有編號為「{n}」的作品。</translation>
  </message>
  <message>
   <source>没有训练引擎：请先在「模型与设置」安装引擎。</source>
   <translation>沒有訓練引擎：請先在「模型與設定」安裝引擎。</translation>
  </message>
  <message>
   <source>没有试到。</source>
   <translation>沒有試到。</translation>
  </message>
  <message>
   <source>没有足够的留出说明可作盲测。</source>
   <translation>沒有足夠的留出圖說可作盲測。</translation>
  </message>
  <message>
   <source>注释</source>
   <translation>註釋</translation>
  </message>
  <message>
   <source>注释不是有效的 JSON：{why}。</source>
   <translation>註釋不是有效的 JSON：{why}。</translation>
  </message>
  <message>
   <source>注释要由语言模型撰写。</source>
   <translation>註釋要由語言模型撰寫。</translation>
  </message>
  <message>
   <source>测试</source>
   <translation>測試</translation>
  </message>
  <message>
   <source>清代的服饰、制度或建筑</source>
   <translation>清代的服飾、制度或建築</translation>
  </message>
  <message>
   <source>漫游中程序出了错：{bug}。</source>
   <translation>導覽中程式出了錯：{bug}。</translation>
  </message>
  <message>
   <source>漫游停在“{page}”：{what}。</source>
   <translation>導覽停在「{page}」：{what}。</translation>
  </message>
  <message>
   <source>版权保护中</source>
   <translation>著作權保護中</translation>
  </message>
  <message>
   <source>版权保护中——允许教育使用</source>
   <translation>著作權保護中——允許教育使用</translation>
  </message>
  <message>
   <source>版权保护中——允许非商业使用</source>
   <translation>著作權保護中——允許非商業使用</translation>
  </message>
  <message>
   <source>版权保护中——权利人无法找到或确认</source>
   <translation>著作權保護中——權利人無法找到或確認</translation>
  </message>
  <message>
   <source>版权保护中——欧盟孤儿作品</source>
   <translation>著作權保護中——歐盟孤兒著作</translation>
  </message>
  <message>
   <source>版权未确定</source>
   <translation>著作權未確定</translation>
  </message>
  <message>
   <source>版权未评估</source>
   <translation>著作權未評估</translation>
  </message>
  <message>
   <source>现在的引擎只用处理器；要用显卡，请在「模型与设置」安装带 CUDA 的引擎。</source>
   <translation>現在的引擎只用處理器；要用顯示卡，請在「模型與設定」安裝帶 CUDA 的引擎。</translation>
  </message>
  <message>
   <source>现有：{names}。</source>
   <translation>現有：{names}。</translation>
  </message>
  <message>
   <source>生僻字</source>
   <translation>罕用字</translation>
  </message>
  <message>
   <source>用 --help 查看用法。</source>
   <translation>用 --help 檢視用法。</translation>
  </message>
  <message>
   <source>用 --repair 清除。</source>
   <translation>用 --repair 清除。</translation>
  </message>
  <message>
   <source>用 --repair 重建。</source>
   <translation>用 --repair 重建。</translation>
  </message>
  <message>
   <source>用 songclip check --repair 可换回 {at} 的备份；损坏的文件会另存，原图仍在。</source>
   <translation>用 songclip check --repair 可換回 {at} 的備份；損壞的檔案會另存，原圖仍在。</translation>
  </message>
  <message>
   <source>用法：runs DIR list | adopt RUN | delete RUN | import FILE</source>
   <translation>用法：runs DIR list | adopt RUN | delete RUN | import FILE</translation>
  </message>
  <message>
   <source>用演示模型学了 {works} 件作品并评测，{seconds:.0f} 秒（{device}）</source>
   <translation>用示範模型學了 {works} 件作品並評測，{seconds:.0f} 秒（{device}）</translation>
  </message>
  <message>
   <source>画不是照片，也不是近代的画种</source>
   <translation>畫不是照片，也不是近代的畫種</translation>
  </message>
  <message>
   <source>画中没有认出有把握的景物，编目事项也不足以成句。</source>
   <translation>畫中沒有認出有把握的景物，編目事項也不足以成句。</translation>
  </message>
  <message>
   <source>界面语言 {spoken}</source>
   <translation>介面語言 {spoken}</translation>
  </message>
  <message>
   <source>留作测试的作品里没有定稿的说明，无法评测。</source>
   <translation>留作測試的作品裡沒有定稿的圖說，無法評測。</translation>
  </message>
  <message>
   <source>登记表「{name}」的格式有误：{why}。</source>
   <translation>登記表「{name}」的格式有誤：{why}。</translation>
  </message>
  <message>
   <source>登记表「{n}」没有数据行。</source>
   <translation>登記表「{n}」沒有資料列。</translation>
  </message>
  <message>
   <source>登记表改了「{a}」的{n}，取代了馆员在这里的改动。</source>
   <translation>登記表改了「{a}」的{n}，取代了館員在這裡的改動。</translation>
  </message>
  <message>
   <source>登记表里没有写明图片「{n}」，它的名字像是作品「{a}」的。</source>
   <translation>登記表裡沒有寫明圖片「{n}」，它的名字像是作品「{a}」的。</translation>
  </message>
  <message>
   <source>登记表里没有找到藏品编号或名称一列（现有：{n}）。</source>
   <translation>登記表裡沒有找到藏品編號或名稱一欄（現有：{n}）。</translation>
  </message>
  <message>
   <source>白话</source>
   <translation>白話</translation>
  </message>
  <message>
   <source>白话词，拟古文里不用</source>
   <translation>白話詞，擬古文裡不用</translation>
  </message>
  <message>
   <source>看不出差别</source>
   <translation>看不出差別</translation>
  </message>
  <message>
   <source>看得见图像。</source>
   <translation>看得見影像。</translation>
  </message>
  <message>
   <source>磁盘</source>
   <translation>磁碟</translation>
  </message>
  <message>
   <source>磁盘写不进去了：{why}。</source>
   <translation>磁碟寫不進去了：{why}。</translation>
  </message>
  <message>
   <source>磁盘空间不足，无法保存。</source>
   <translation>磁碟空間不足，無法儲存。</translation>
  </message>
  <message>
   <source>示范藏品</source>
   <translation>示範藏品</translation>
  </message>
  <message>
   <source>示范藏品没有随程序安装。</source>
   <translation>示範藏品沒有隨程式安裝。</translation>
  </message>
  <message>
   <source>离线包里的 {name} 已损坏或缺失。</source>
   <translation>離線包裡的 {name} 已損壞或缺失。</translation>
  </message>
  <message>
   <source>离线开关已打开，没有连接 {host}。</source>
   <translation>離線開關已開啟，沒有連線 {host}。</translation>
  </message>
  <message>
   <source>离线：不连任何外部网络</source>
   <translation>離線：不連任何外部網路</translation>
  </message>
  <message>
   <source>种类</source>
   <translation>種類</translation>
  </message>
  <message>
   <source>移入回收站</source>
   <translation>移入回收筒</translation>
  </message>
  <message>
   <source>移动藏品时请一并保留该文件。</source>
   <translation>移動藏品時請一併保留該檔案。</translation>
  </message>
  <message>
   <source>程序</source>
   <translation>程式</translation>
  </message>
  <message>
   <source>程序出错：{what}。</source>
   <translation>程式出錯：{what}。</translation>
  </message>
  <message>
   <source>第二位审校：关</source>
   <translation>第二位審校：關</translation>
  </message>
  <message>
   <source>第二位审校：开</source>
   <translation>第二位審校：開</translation>
  </message>
  <message>
   <source>等得太久</source>
   <translation>等得太久</translation>
  </message>
  <message>
   <source>类别</source>
   <translation>類別</translation>
  </message>
  <message>
   <source>类别用白话、拟古文、关键词，状态用草稿、已核准、已退回。</source>
   <translation>類別用白話、擬古文、關鍵詞，狀態用草稿、已核准、已退回。</translation>
  </message>
  <message>
   <source>系统没有指定</source>
   <translation>系統沒有指定</translation>
  </message>
  <message>
   <source>系统的钥匙串没有应答</source>
   <translation>系統的鑰匙圈沒有回應</translation>
  </message>
  <message>
   <source>系统自带的输入法</source>
   <translation>系統內建的輸入法</translation>
  </message>
  <message>
   <source>索引已不在或已损坏：{path}。</source>
   <translation>索引已不在或已損壞：{path}。</translation>
  </message>
  <message>
   <source>索引无法写入 {folder}。</source>
   <translation>索引無法寫入 {folder}。</translation>
  </message>
  <message>
   <source>级别</source>
   <translation>級別</translation>
  </message>
  <message>
   <source>组别</source>
   <translation>組別</translation>
  </message>
  <message>
   <source>经过已记入日志。</source>
   <translation>經過已記入記錄檔。</translation>
  </message>
  <message>
   <source>缓存</source>
   <translation>快取</translation>
  </message>
  <message>
   <source>编号 {n} 在同一书中重复。</source>
   <translation>編號 {n} 在同一書中重複。</translation>
  </message>
  <message>
   <source>编号「{n}」已被另一张图片使用，本图记为「{a}」。</source>
   <translation>編號「{n}」已被另一張圖片使用，本圖記為「{a}」。</translation>
  </message>
  <message>
   <source>缺 version 一行</source>
   <translation>缺 version 一行</translation>
  </message>
  <message>
   <source>缺 “# {part}” 一节</source>
   <translation>缺 「# {part}」 一節</translation>
  </message>
  <message>
   <source>缺变量 ${name}</source>
   <translation>缺變數 ${name}</translation>
  </message>
  <message>
   <source>网络</source>
   <translation>網路</translation>
  </message>
  <message>
   <source>网络代理用不了：{why}</source>
   <translation>網路代理伺服器用不了：{why}</translation>
  </message>
  <message>
   <source>网络可能要先登录：请在浏览器中打开这个地址看看，或换一个来源。</source>
   <translation>網路可能要先登入：請在瀏覽器中開啟這個網址看看，或換一個來源。</translation>
  </message>
  <message>
   <source>署名 4.0</source>
   <translation>姓名標示 4.0</translation>
  </message>
  <message>
   <source>署名—相同方式共享 4.0</source>
   <translation>姓名標示—相同方式分享 4.0</translation>
  </message>
  <message>
   <source>署名—禁止演绎 4.0</source>
   <translation>姓名標示—禁止改作 4.0</translation>
  </message>
  <message>
   <source>署名—非商业性使用 4.0</source>
   <translation>姓名標示—非商業性 4.0</translation>
  </message>
  <message>
   <source>署名—非商业性使用—相同方式共享 4.0</source>
   <translation>姓名標示—非商業性—相同方式分享 4.0</translation>
  </message>
  <message>
   <source>署名—非商业性使用—禁止演绎 4.0</source>
   <translation>姓名標示—非商業性—禁止改作 4.0</translation>
  </message>
  <message>
   <source>美洲作物，明代中后期才传入</source>
   <translation>美洲作物，明代中後期才傳入</translation>
  </message>
  <message>
   <source>能写，能按一个字找到</source>
   <translation>能寫，能按一個字找到</translation>
  </message>
  <message>
   <source>能按 JSON 对象回复。</source>
   <translation>能按 JSON 物件回覆。</translation>
  </message>
  <message>
   <source>能按 JSON 模式回复。</source>
   <translation>能按 JSON 結構描述回覆。</translation>
  </message>
  <message>
   <source>自行添加的模型</source>
   <translation>自行新增的模型</translation>
  </message>
  <message>
   <source>自订的提示 {path} 不能用：{error}。</source>
   <translation>自訂的提示 {path} 不能用：{error}。</translation>
  </message>
  <message>
   <source>若它是重新扫描的，请作为新图片入藏。</source>
   <translation>若它是重新掃描的，請作為新圖片入藏。</translation>
  </message>
  <message>
   <source>若是同一件作品的另一视图，请在登记表里把两张图片写在同一行。</source>
   <translation>若是同一件作品的另一視角，請在登記表裡把兩張圖片寫在同一列。</translation>
  </message>
  <message>
   <source>若是，请在预览中配上，或在文件名中写入藏品编号；现在没有入藏。</source>
   <translation>若是，請在預覽中配上，或在檔名中寫入藏品編號；現在沒有入藏。</translation>
  </message>
  <message>
   <source>藏品</source>
   <translation>藏品</translation>
  </message>
  <message>
   <source>藏品「{name}」由更新版本的程序写成，本版本不能打开。</source>
   <translation>藏品「{name}」由更新版本的程式寫成，本版本不能開啟。</translation>
  </message>
  <message>
   <source>藏品「{name}」的数据文件打不开：{why}。</source>
   <translation>藏品「{name}」的資料檔案打不開：{why}。</translation>
  </message>
  <message>
   <source>藏品只能查看，不能写入。</source>
   <translation>藏品只能檢視，不能寫入。</translation>
  </message>
  <message>
   <source>藏品完好。</source>
   <translation>藏品完好。</translation>
  </message>
  <message>
   <source>藏品正由 {holder} 打开着，此刻不能写入。</source>
   <translation>藏品正由 {holder} 開啟著，此刻不能寫入。</translation>
  </message>
  <message>
   <source>藏品编号</source>
   <translation>藏品編號</translation>
  </message>
  <message>
   <source>藏品编号「{a}」在登记表中重复，只取第一行。</source>
   <translation>藏品編號「{a}」在登記表中重複，只取第一列。</translation>
  </message>
  <message>
   <source>藏品编号「{n}」已有作品使用。</source>
   <translation>藏品編號「{n}」已有作品使用。</translation>
  </message>
  <message>
   <source>藏品编号不能为空。</source>
   <translation>藏品編號不能為空。</translation>
  </message>
  <message>
   <source>藏品编号不能成批修改。</source>
   <translation>藏品編號不能批次修改。</translation>
  </message>
  <message>
   <source>藏品里还没有图片，也没有典籍。</source>
   <translation>藏品裡還沒有圖片，也沒有典籍。</translation>
  </message>
  <message>
   <source>行</source>
   <translation>列</translation>
  </message>
  <message>
   <source>补上图片后重新入藏；在此之前不参与撰稿、训练和检索。</source>
   <translation>補上圖片後重新入藏；在此之前不參與撰稿、訓練和檢索。</translation>
  </message>
  <message>
   <source>製作</source>
   <translation>製作</translation>
  </message>
  <message>
   <source>要取图片，请在入藏页填写清单的地址；或把图片存在清单旁边再入藏。</source>
   <translation>要取圖片，請在入藏頁填寫清單的位址；或把圖片存在清單旁邊再入藏。</translation>
  </message>
  <message>
   <source>要取它们，请在入藏页填写藏品集的地址；或把各份清单存成文件再入藏。</source>
   <translation>要取它們，請在入藏頁填寫藏品集的位址；或把各份清單存成檔案再入藏。</translation>
  </message>
  <message>
   <source>训练</source>
   <translation>訓練</translation>
  </message>
  <message>
   <source>训练 {id} 的结果文件不见了。</source>
   <translation>訓練 {id} 的結果檔案不見了。</translation>
  </message>
  <message>
   <source>训练 {run} 没有做完，没有成果可用。</source>
   <translation>訓練 {run} 沒有做完，沒有成果可用。</translation>
  </message>
  <message>
   <source>训练 {run} 没有可以接着做的进度。</source>
   <translation>訓練 {run} 沒有可以接著做的進度。</translation>
  </message>
  <message>
   <source>训练 {run} 用的是模型 {model}，不能和 {other} 一起用。</source>
   <translation>訓練 {run} 用的是模型 {model}，不能和 {other} 一起用。</translation>
  </message>
  <message>
   <source>训练 {run} 的成果文件不见了，可能已被删除或移走。</source>
   <translation>訓練 {run} 的成果檔案不見了，可能已被刪除或移走。</translation>
  </message>
  <message>
   <source>训练 {run} 还没有评测结果。</source>
   <translation>訓練 {run} 還沒有評測結果。</translation>
  </message>
  <message>
   <source>训练中出现了无效的数值，已经停下。</source>
   <translation>訓練中出現了無效的數值，已經停下。</translation>
  </message>
  <message>
   <source>训练成果 {path} 已损坏，无法读取。</source>
   <translation>訓練成果 {path} 已損壞，無法讀取。</translation>
  </message>
  <message>
   <source>训练数据的快照已损坏。</source>
   <translation>訓練資料的快照已損壞。</translation>
  </message>
  <message>
   <source>训练方案不可用：{why}</source>
   <translation>訓練方案不可用：{why}</translation>
  </message>
  <message>
   <source>训练用字</source>
   <translation>訓練用字</translation>
  </message>
  <message>
   <source>训练约需 {need} 内存，这里只有 {have}，建议选小一些的</source>
   <translation>訓練約需 {need} 記憶體，這裡只有 {have}，建議選小一些的</translation>
  </message>
  <message>
   <source>训练约需 {size} 显存</source>
   <translation>訓練約需 {size} 顯示記憶體</translation>
  </message>
  <message>
   <source>记录</source>
   <translation>記錄</translation>
  </message>
  <message>
   <source>设定</source>
   <translation>設定</translation>
  </message>
  <message>
   <source>设置与模型</source>
   <translation>設定與模型</translation>
  </message>
  <message>
   <source>设置里没有服务「{name}」。</source>
   <translation>設定裡沒有服務「{name}」。</translation>
  </message>
  <message>
   <source>设置里选定的显卡现在用不了。</source>
   <translation>設定裡選定的顯示卡現在用不了。</translation>
  </message>
  <message>
   <source>试检索</source>
   <translation>試檢索</translation>
  </message>
  <message>
   <source>试训练</source>
   <translation>試訓練</translation>
  </message>
  <message>
   <source>详情已写入日志 {log}，请连同操作步骤发给维护者。</source>
   <translation>詳情已寫入記錄檔 {log}，請連同操作步驟寄給維護者。</translation>
  </message>
  <message>
   <source>请从备份恢复 runs 文件夹，或删除这次训练。</source>
   <translation>請從備份恢復 runs 資料夾，或刪除這次訓練。</translation>
  </message>
  <message>
   <source>请从备份恢复该文件。</source>
   <translation>請從備份恢復該檔案。</translation>
  </message>
  <message>
   <source>请从备份恢复，或重新入藏同一图片。</source>
   <translation>請從備份恢復，或重新入藏同一圖片。</translation>
  </message>
  <message>
   <source>请从馆里的备份恢复 collection.db；原图仍在 originals 文件夹里。</source>
   <translation>請從館裡的備份恢復 collection.db；原圖仍在 originals 資料夾裡。</translation>
  </message>
  <message>
   <source>请充值或换一个服务后重试。</source>
   <translation>請儲值或換一個服務後重試。</translation>
  </message>
  <message>
   <source>请先入藏图片。</source>
   <translation>請先入藏圖片。</translation>
  </message>
  <message>
   <source>请先关闭那个窗口或等其任务结束；查看、检索、导出不受影响。</source>
   <translation>請先關閉那個視窗或等其任務結束；檢視、檢索、匯出不受影響。</translation>
  </message>
  <message>
   <source>请先启用另一次训练，再删除它。</source>
   <translation>請先啟用另一次訓練，再刪除它。</translation>
  </message>
  <message>
   <source>请先在“入藏”里导入图片。</source>
   <translation>請先在「入藏」裡匯入圖片。</translation>
  </message>
  <message>
   <source>请先在“审校”里定稿。</source>
   <translation>請先在「審校」裡定稿。</translation>
  </message>
  <message>
   <source>请先在“审校”里给一些作品的说明定稿，再来训练。</source>
   <translation>請先在「審校」裡給一些作品的圖說定稿，再來訓練。</translation>
  </message>
  <message>
   <source>请先在「检查」中重新找到它，再导出。</source>
   <translation>請先在「檢查」中重新找到它，再匯出。</translation>
  </message>
  <message>
   <source>请先在入藏页补上图片。</source>
   <translation>請先在入藏頁補上圖片。</translation>
  </message>
  <message>
   <source>请先在系统里解锁钥匙串；不然服务的密钥每次要重新输入。</source>
   <translation>請先在系統裡解鎖鑰匙圈；不然服務的金鑰每次要重新輸入。</translation>
  </message>
  <message>
   <source>请先完成一次训练。</source>
   <translation>請先完成一次訓練。</translation>
  </message>
  <message>
   <source>请先把它训练完（finetune --resume），或选另一次训练。</source>
   <translation>請先把它訓練完（finetune --resume），或選另一次訓練。</translation>
  </message>
  <message>
   <source>请先换用那个模型。</source>
   <translation>請先換用那個模型。</translation>
  </message>
  <message>
   <source>请先生成或写下注释。</source>
   <translation>請先生成或寫下註釋。</translation>
  </message>
  <message>
   <source>请先给那件作品换一个编号，再取回这一件。</source>
   <translation>請先給那件作品換一個編號，再取回這一件。</translation>
  </message>
  <message>
   <source>请先训练一次。</source>
   <translation>請先訓練一次。</translation>
  </message>
  <message>
   <source>请先退回那一条。</source>
   <translation>請先退回那一條。</translation>
  </message>
  <message>
   <source>请先通过几件测试作品的说明。</source>
   <translation>請先通過幾件測試作品的圖說。</translation>
  </message>
  <message>
   <source>请关闭其他程序后再试；训练可以从中断处接着做。</source>
   <translation>請關閉其他程式後再試；訓練可以從中斷處接著做。</translation>
  </message>
  <message>
   <source>请关闭其他程序，或改用较小的模型。</source>
   <translation>請關閉其他程式，或改用較小的模型。</translation>
  </message>
  <message>
   <source>请关闭其他程序：少于 2 GB 时，较大的模型装不下。</source>
   <translation>請關閉其他程式：少於 2 GB 時，較大的模型裝不下。</translation>
  </message>
  <message>
   <source>请再给一些作品的说明定稿。</source>
   <translation>請再給一些作品的圖說定稿。</translation>
  </message>
  <message>
   <source>请再给大约 {lacking} 件作品的说明定稿。</source>
   <translation>請再給大約 {lacking} 件作品的圖說定稿。</translation>
  </message>
  <message>
   <source>请再试一次；若再次发生，请查看日志。训练可以从中断处接着做。</source>
   <translation>請再試一次；若再次發生，請檢視記錄檔。訓練可以從中斷處接著做。</translation>
  </message>
  <message>
   <source>请写一个编号。</source>
   <translation>請寫一個編號。</translation>
  </message>
  <message>
   <source>请写下文字。</source>
   <translation>請寫下文字。</translation>
  </message>
  <message>
   <source>请写下文字，或改用「退回」。</source>
   <translation>請寫下文字，或改用「退回」。</translation>
  </message>
  <message>
   <source>请删除或更正该文件。</source>
   <translation>請刪除或更正該檔案。</translation>
  </message>
  <message>
   <source>请到“模型与设置”里选一个已安装的模型。</source>
   <translation>請到「模型與設定」裡選一個已安裝的模型。</translation>
  </message>
  <message>
   <source>请刷新后再试。</source>
   <translation>請重新整理後再試。</translation>
  </message>
  <message>
   <source>请取同一版本的引擎。</source>
   <translation>請取同一版本的引擎。</translation>
  </message>
  <message>
   <source>请取适合这台电脑的引擎。</source>
   <translation>請取適合這臺電腦的引擎。</translation>
  </message>
  <message>
   <source>请另存为 JPEG、PNG 或 TIFF 后再入藏。</source>
   <translation>請另存為 JPEG、PNG 或 TIFF 後再入藏。</translation>
  </message>
  <message>
   <source>请另选一处。</source>
   <translation>請另選一處。</translation>
  </message>
  <message>
   <source>请在 Excel 中另存为 .xlsx 后再入藏。</source>
   <translation>請在 Excel 中另存為 .xlsx 後再入藏。</translation>
  </message>
  <message>
   <source>请在 Excel 中打开、去掉密码并另存为 .xlsx 后再入藏。</source>
   <translation>請在 Excel 中開啟、去掉密碼並另存為 .xlsx 後再入藏。</translation>
  </message>
  <message>
   <source>请在 Excel 中打开并另存为 .xlsx 后再入藏。</source>
   <translation>請在 Excel 中開啟並另存為 .xlsx 後再入藏。</translation>
  </message>
  <message>
   <source>请在 Excel 或记事本中另存为 UTF-8（CSV UTF-8）后再入藏。</source>
   <translation>請在 Excel 或記事本中另存為 UTF-8（CSV UTF-8）後再入藏。</translation>
  </message>
  <message>
   <source>请在“模型与设置”里安装它，或用 songclip models fetch {name} 下载，add 文件 添加。</source>
   <translation>請在「模型與設定」裡安裝它，或用 songclip models fetch {name} 下載，add 檔案 新增。</translation>
  </message>
  <message>
   <source>请在“模型与设置”里安装引擎（从源码运行时：make setup）。</source>
   <translation>請在「模型與設定」裡安裝引擎（從原始碼執行時：make setup）。</translation>
  </message>
  <message>
   <source>请在“模型与设置”里把设备改回自动，或检查显卡驱动。</source>
   <translation>請在「模型與設定」裡把裝置改回自動，或檢查顯示卡驅動。</translation>
  </message>
  <message>
   <source>请在「模型与设置」关闭离线开关；不联网时，起草可离线，模型可从文件添加。</source>
   <translation>請在「模型與設定」關閉離線開關；不連網時，起草可離線，模型可從檔案新增。</translation>
  </message>
  <message>
   <source>请在「模型与设置」安装 {version} 版的引擎，与本程序同一版本。</source>
   <translation>請在「模型與設定」安裝 {version} 版的引擎，與本程式同一版本。</translation>
  </message>
  <message>
   <source>请在浏览器中打开这个地址，核对它还在。</source>
   <translation>請在瀏覽器中開啟這個網址，核對它還在。</translation>
  </message>
  <message>
   <source>请在登记表中补上这件作品，或在文件名中写入藏品编号。</source>
   <translation>請在登記表中補上這件作品，或在檔名中寫入藏品編號。</translation>
  </message>
  <message>
   <source>请在设置里添加，或用 --endpoint 与 --llm。</source>
   <translation>請在設定裡新增，或用 --endpoint 與 --llm。</translation>
  </message>
  <message>
   <source>请在那里放图片和它们的说明一览，或移走这个文件夹。</source>
   <translation>請在那裡放圖片和它們的圖說一覽，或移走這個資料夾。</translation>
  </message>
  <message>
   <source>请填写“查找”。</source>
   <translation>請填寫「尋找」。</translation>
  </message>
  <message>
   <source>请填写一项，或加减标签。</source>
   <translation>請填寫一項，或加減標籤。</translation>
  </message>
  <message>
   <source>请填写以 http:// 或 https:// 开头的地址。</source>
   <translation>請填寫以 http:// 或 https:// 開頭的網址。</translation>
  </message>
  <message>
   <source>请填写模型名（命令行：--llm），或换一个服务。</source>
   <translation>請填寫模型名（命令列：--llm），或換一個服務。</translation>
  </message>
  <message>
   <source>请安装一套中文字体，例如 Noto CJK（Debian、Ubuntu：sudo apt install fonts-noto-cjk）。</source>
   <translation>請安裝一套中文字型，例如 Noto CJK（Debian、Ubuntu：sudo apt install fonts-noto-cjk）。</translation>
  </message>
  <message>
   <source>请安装它所说的系统库，多半是：sudo apt install libxcb-cursor0 libegl1</source>
   <translation>請安裝它所說的系統程式庫，多半是：sudo apt install libxcb-cursor0 libegl1</translation>
  </message>
  <message>
   <source>请安装显卡厂商最新的驱动，再重新启动；在此之前用处理器。</source>
   <translation>請安裝顯示卡廠商最新的驅動，再重新啟動；在此之前用處理器。</translation>
  </message>
  <message>
   <source>请安装附加组件：pip install songclip-desktop[milvus]。</source>
   <translation>請安裝附加元件：pip install songclip-desktop[milvus]。</translation>
  </message>
  <message>
   <source>请导出一份不超过 500 百万像素的副本后再入藏。</source>
   <translation>請匯出一份不超過 500 百萬像素的副本後再入藏。</translation>
  </message>
  <message>
   <source>请把列名改为「藏品编号」「名称」，或用列映射指明。</source>
   <translation>請把欄名改為「藏品編號」「名稱」，或用欄位對應指明。</translation>
  </message>
  <message>
   <source>请把图片文件放进来源文件夹（文件名含藏品编号），再次入藏即可补上。</source>
   <translation>請把圖片檔案放進來源資料夾（檔名含藏品編號），再次入藏即可補上。</translation>
  </message>
  <message>
   <source>请把文件放回原处，或重新入藏。</source>
   <translation>請把檔案放回原處，或重新入藏。</translation>
  </message>
  <message>
   <source>请把环境变量 SONGCLIP_HOME 设为可写的文件夹。</source>
   <translation>請把環境變數 SONGCLIP_HOME 設為可寫的資料夾。</translation>
  </message>
  <message>
   <source>请把登记表另存为 UTF-8 编码后再次入藏。</source>
   <translation>請把登記表另存為 UTF-8 編碼後再次入藏。</translation>
  </message>
  <message>
   <source>请把系统或环境变量里的代理改为 http:// 开头的地址。</source>
   <translation>請把系統或環境變數裡的代理伺服器改為 http:// 開頭的網址。</translation>
  </message>
  <message>
   <source>请把藏品文件夹复制到可写的位置，或关闭正在使用它的窗口后重新打开。</source>
   <translation>請把藏品資料夾複製到可寫的位置，或關閉正在使用它的視窗後重新開啟。</translation>
  </message>
  <message>
   <source>请把送出的边长减小后重试。</source>
   <translation>請把送出的邊長減小後重試。</translation>
  </message>
  <message>
   <source>请按 review list 显示的格式填写。</source>
   <translation>請按 review list 顯示的格式填寫。</translation>
  </message>
  <message>
   <source>请换一个位置；若它正在 Excel 中打开，请先关上。</source>
   <translation>請換一個位置；若它正在 Excel 中開啟，請先關上。</translation>
  </message>
  <message>
   <source>请换一个名字。</source>
   <translation>請換一個名字。</translation>
  </message>
  <message>
   <source>请换一个名字，或选一个空文件夹。</source>
   <translation>請換一個名字，或選一個空資料夾。</translation>
  </message>
  <message>
   <source>请换一个完好的图像文件。</source>
   <translation>請換一個完好的影像檔案。</translation>
  </message>
  <message>
   <source>请换一个文件夹再找，或从备份恢复。</source>
   <translation>請換一個資料夾再找，或從備份恢復。</translation>
  </message>
  <message>
   <source>请换一个文件夹，或看看磁盘是否已满。</source>
   <translation>請換一個資料夾，或看看磁碟是否已滿。</translation>
  </message>
  <message>
   <source>请换一个模型，或自己撰写。</source>
   <translation>請換一個模型，或自己撰寫。</translation>
  </message>
  <message>
   <source>请换一个编号，或修改那件作品。</source>
   <translation>請換一個編號，或修改那件作品。</translation>
  </message>
  <message>
   <source>请换一个能看图的模型。</source>
   <translation>請換一個能看圖的模型。</translation>
  </message>
  <message>
   <source>请换一台电脑导出，或选择其他格式。</source>
   <translation>請換一臺電腦匯出，或選擇其他格式。</translation>
  </message>
  <message>
   <source>请换一种格式导出，例如 merged-hf 或 onnx。</source>
   <translation>請換一種格式匯出，例如 merged-hf 或 onnx。</translation>
  </message>
  <message>
   <source>请换一种格式导出，并把诊断报告发给开发者。</source>
   <translation>請換一種格式匯出，並把診斷報告寄給開發人員。</translation>
  </message>
  <message>
   <source>请换一种训练方案再试。</source>
   <translation>請換一種訓練方案再試。</translation>
  </message>
  <message>
   <source>请换回当时的模型，或用当前模型重新训练。</source>
   <translation>請換回當時的模型，或用目前模型重新訓練。</translation>
  </message>
  <message>
   <source>请换成完好的图片文件，再试一次。</source>
   <translation>請換成完好的圖片檔案，再試一次。</translation>
  </message>
  <message>
   <source>请换用 exFAT 或 NTFS 格式的磁盘。</source>
   <translation>請換用 exFAT 或 NTFS 格式的磁碟。</translation>
  </message>
  <message>
   <source>请提高上限后继续。</source>
   <translation>請提高上限後繼續。</translation>
  </message>
  <message>
   <source>请改一改其中的词或权重。</source>
   <translation>請改一改其中的詞或權重。</translation>
  </message>
  <message>
   <source>请改变送出的边长，或换一个图像文件。</source>
   <translation>請改變送出的邊長，或換一個影像檔案。</translation>
  </message>
  <message>
   <source>请改填其中各个分集的地址。</source>
   <translation>請改填其中各個分集的位址。</translation>
  </message>
  <message>
   <source>请改换其中一边。</source>
   <translation>請改換其中一邊。</translation>
  </message>
  <message>
   <source>请改文件名后再入藏。</source>
   <translation>請改檔名後再入藏。</translation>
  </message>
  <message>
   <source>请改正或删去该文件。</source>
   <translation>請改正或刪去該檔案。</translation>
  </message>
  <message>
   <source>请改用 JSONL 或 BagIt 导出。</source>
   <translation>請改用 JSONL 或 BagIt 匯出。</translation>
  </message>
  <message>
   <source>请改用 Python 3.11 至 3.13。</source>
   <translation>請改用 Python 3.11 至 3.13。</translation>
  </message>
  <message>
   <source>请改用 ViT-B-16 等 ViT 结构的模型。</source>
   <translation>請改用 ViT-B-16 等 ViT 結構的模型。</translation>
  </message>
  <message>
   <source>请改用 ViT-B-16。</source>
   <translation>請改用 ViT-B-16。</translation>
  </message>
  <message>
   <source>请改用 ibus 或 fcitx5 输入法，它们在这里能输入中文。</source>
   <translation>請改用 ibus 或 fcitx5 輸入法，它們在這裡能輸入中文。</translation>
  </message>
  <message>
   <source>请改用不重复的编号。</source>
   <translation>請改用不重複的編號。</translation>
  </message>
  <message>
   <source>请改用另一次训练的成果，或重新训练。</source>
   <translation>請改用另一次訓練的成果，或重新訓練。</translation>
  </message>
  <message>
   <source>请改用文字检索，或去掉 --hybrid。</source>
   <translation>請改用文字檢索，或去掉 --hybrid。</translation>
  </message>
  <message>
   <source>请改用离线起草。</source>
   <translation>請改用離線起草。</translation>
  </message>
  <message>
   <source>请更新程序后再打开。</source>
   <translation>請更新程式後再開啟。</translation>
  </message>
  <message>
   <source>请更正其中一个。</source>
   <translation>請更正其中一個。</translation>
  </message>
  <message>
   <source>请更正其中一行的编号后再次入藏。</source>
   <translation>請更正其中一列的編號後再次入藏。</translation>
  </message>
  <message>
   <source>请核对地址和网络，稍后再试。</source>
   <translation>請核對位址和網路，稍後再試。</translation>
  </message>
  <message>
   <source>请核对密钥后重试。</source>
   <translation>請核對金鑰後重試。</translation>
  </message>
  <message>
   <source>请核对文件是否完整，或重新导出。</source>
   <translation>請核對檔案是否完整，或重新匯出。</translation>
  </message>
  <message>
   <source>请核对文件还在原处、没有被别的程序占用。</source>
   <translation>請核對檔案還在原處、沒有被別的程式佔用。</translation>
  </message>
  <message>
   <source>请核对是否选对了文件。</source>
   <translation>請核對是否選對了檔案。</translation>
  </message>
  <message>
   <source>请核对是否选对了文件和工作表。</source>
   <translation>請核對是否選對了檔案和工作表。</translation>
  </message>
  <message>
   <source>请核对是否重复登记。</source>
   <translation>請核對是否重複登記。</translation>
  </message>
  <message>
   <source>请核对服务地址。</source>
   <translation>請核對服務位址。</translation>
  </message>
  <message>
   <source>请核对服务地址与模型。</source>
   <translation>請核對服務位址與模型。</translation>
  </message>
  <message>
   <source>请核对模型名与服务地址。</source>
   <translation>請核對模型名與服務位址。</translation>
  </message>
  <message>
   <source>请核对磁盘与权限，再试一次。</source>
   <translation>請核對磁碟與權限，再試一次。</translation>
  </message>
  <message>
   <source>请核对系统或环境变量里的代理设置（支持 http 与 https 代理）。</source>
   <translation>請核對系統或環境變數裡的代理伺服器設定（支援 http 與 https 代理伺服器）。</translation>
  </message>
  <message>
   <source>请核对网络或代理，或换一个来源；没有网络时可从文件或离线包添加。</source>
   <translation>請核對網路或代理伺服器，或換一個來源；沒有網路時可從檔案或離線包新增。</translation>
  </message>
  <message>
   <source>请核对网络或代理；已取到的部分留着，再点一次就接着取。</source>
   <translation>請核對網路或代理伺服器；已取到的部分留著，再點一次就接著取。</translation>
  </message>
  <message>
   <source>请核对藏品编号，或先导入该作品。</source>
   <translation>請核對藏品編號，或先匯入該作品。</translation>
  </message>
  <message>
   <source>请核对路径。</source>
   <translation>請核對路徑。</translation>
  </message>
  <message>
   <source>请检查服务是否在运行。</source>
   <translation>請檢查服務是否在執行。</translation>
  </message>
  <message>
   <source>请检查服务是否在运行；本机的检索不受影响。</source>
   <translation>請檢查服務是否在執行；本機的檢索不受影響。</translation>
  </message>
  <message>
   <source>请检查网络与服务地址后重试。</source>
   <translation>請檢查網路與服務位址後重試。</translation>
  </message>
  <message>
   <source>请检查网络后重试。</source>
   <translation>請檢查網路後重試。</translation>
  </message>
  <message>
   <source>请清理磁盘后再试。</source>
   <translation>請清理磁碟後再試。</translation>
  </message>
  <message>
   <source>请清理磁盘后再试；已完成的部分不会丢。</source>
   <translation>請清理磁碟後再試；已完成的部分不會丟。</translation>
  </message>
  <message>
   <source>请清理磁盘后再试；已经得到的部分都留着。</source>
   <translation>請清理磁碟後再試；已經得到的部分都留著。</translation>
  </message>
  <message>
   <source>请清理磁盘或换一个可写的文件夹，再试一次。</source>
   <translation>請清理磁碟或換一個可寫的資料夾，再試一次。</translation>
  </message>
  <message>
   <source>请清理磁盘，或把文件夹改为可写，再试一次。</source>
   <translation>請清理磁碟，或把資料夾改為可寫，再試一次。</translation>
  </message>
  <message>
   <source>请清理磁盘，或把藏品复制到可写的位置。</source>
   <translation>請清理磁碟，或把藏品複製到可寫的位置。</translation>
  </message>
  <message>
   <source>请清理磁盘，至少留出 2 GB。</source>
   <translation>請清理磁碟，至少留出 2 GB。</translation>
  </message>
  <message>
   <source>请点“重新评测”，或用 songclip evaluate。</source>
   <translation>請點「重新評測」，或用 songclip evaluate。</translation>
  </message>
  <message>
   <source>请用 --endpoint 与 --llm 指定服务，或在窗口里自己填写。</source>
   <translation>請用 --endpoint 與 --llm 指定服務，或在視窗裡自己填寫。</translation>
  </message>
  <message>
   <source>请用 --id、--accession、--status 或 --all-drafts 指明。</source>
   <translation>請用 --id、--accession、--status 或 --all-drafts 指明。</translation>
  </message>
  <message>
   <source>请用 --out 指定一个可以写入的文件夹。</source>
   <translation>請用 --out 指定一個可以寫入的資料夾。</translation>
  </message>
  <message>
   <source>请用 review list 查看现有编号。</source>
   <translation>請用 review list 檢視現有編號。</translation>
  </message>
  <message>
   <source>请用 runs list 查看现有的训练。</source>
   <translation>請用 runs list 檢視現有的訓練。</translation>
  </message>
  <message>
   <source>请用文字找画，并训练一次。</source>
   <translation>請用文字找畫，並訓練一次。</translation>
  </message>
  <message>
   <source>请用看图软件打开核对，从原始扫描重新导出后再入藏。</source>
   <translation>請用看圖軟體開啟核對，從原始掃描重新匯出後再入藏。</translation>
  </message>
  <message>
   <source>请看日志，或用窗口自己走一遍这一步。</source>
   <translation>請看記錄檔，或用視窗自己走一遍這一步。</translation>
  </message>
  <message>
   <source>请确认或退回它。</source>
   <translation>請確認或退回它。</translation>
  </message>
  <message>
   <source>请稍后重试。</source>
   <translation>請稍後重試。</translation>
  </message>
  <message>
   <source>请稍后重试，或减少同时撰写的幅数。</source>
   <translation>請稍後重試，或減少同時撰寫的幅數。</translation>
  </message>
  <message>
   <source>请稍后重试，或放宽等候的时间。</source>
   <translation>請稍後重試，或放寬等候的時間。</translation>
  </message>
  <message>
   <source>请等它完成，或先停下那一个。</source>
   <translation>請等它完成，或先停下那一個。</translation>
  </message>
  <message>
   <source>请给出文字或 --image 之一。</source>
   <translation>請給出文字或 --image 之一。</translation>
  </message>
  <message>
   <source>请给出来源，或用 --register 指明登记表。</source>
   <translation>請給出來源，或用 --register 指明登記表。</translation>
  </message>
  <message>
   <source>请腾出空间后重试；已完成的部分都在。</source>
   <translation>請騰出空間後重試；已完成的部分都在。</translation>
  </message>
  <message>
   <source>请自己撰写，或改用联网的撰稿服务。</source>
   <translation>請自己撰寫，或改用連網的撰稿服務。</translation>
  </message>
  <message>
   <source>请补上 text 一栏。</source>
   <translation>請補上 text 一欄。</translation>
  </message>
  <message>
   <source>请补上编号后再次入藏。</source>
   <translation>請補上編號後再次入藏。</translation>
  </message>
  <message>
   <source>请输入想找的内容，例如“雪中垂钓的老人”。</source>
   <translation>請輸入想找的內容，例如「雪中垂釣的老人」。</translation>
  </message>
  <message>
   <source>请选一个服务并填写地址与模型（命令行：--endpoint 与 --llm）。</source>
   <translation>請選一個服務並填寫位址與模型（命令列：--endpoint 與 --llm）。</translation>
  </message>
  <message>
   <source>请选另一次训练，或只看零样本。</source>
   <translation>請選另一次訓練，或只看零樣本。</translation>
  </message>
  <message>
   <source>请选择一个 .pt 检查点文件，或一个模型文件夹。</source>
   <translation>請選擇一個 .pt 檢查點檔案，或一個模型資料夾。</translation>
  </message>
  <message>
   <source>请选择一个空文件夹。</source>
   <translation>請選擇一個空資料夾。</translation>
  </message>
  <message>
   <source>请选择一个空文件夹，或给新文件夹起名。</source>
   <translation>請選擇一個空資料夾，或給新資料夾起名。</translation>
  </message>
  <message>
   <source>请选择作品的清单（manifest）。</source>
   <translation>請選擇作品的清單（manifest）。</translation>
  </message>
  <message>
   <source>请选择另一份备份。</source>
   <translation>請選擇另一份備份。</translation>
  </message>
  <message>
   <source>请选择另一张图片。</source>
   <translation>請選擇另一張圖片。</translation>
  </message>
  <message>
   <source>请选择可以写入的位置，并关闭正打开它的程序。</source>
   <translation>請選擇可以寫入的位置，並關閉正開啟它的程式。</translation>
  </message>
  <message>
   <source>请选择可以写入的文件夹。</source>
   <translation>請選擇可以寫入的資料夾。</translation>
  </message>
  <message>
   <source>请选择图片、文件夹、Excel、CSV 或 JSON 文件；典籍请加 --passages。</source>
   <translation>請選擇圖片、資料夾、Excel、CSV 或 JSON 檔案；典籍請加 --passages。</translation>
  </message>
  <message>
   <source>请选择里面有 collection.db 的文件夹，或用「新建」另建一个。</source>
   <translation>請選擇裡面有 collection.db 的資料夾，或用「建立」另建一個。</translation>
  </message>
  <message>
   <source>请选用 Chinese-CLIP 的检查点（.pt），或用 cn_clip 训练出的检查点。</source>
   <translation>請選用 Chinese-CLIP 的檢查點（.pt），或用 cn_clip 訓練出的檢查點。</translation>
  </message>
  <message>
   <source>请逐件修改。</source>
   <translation>請逐件修改。</translation>
  </message>
  <message>
   <source>请重新下载，或换一个来源。</source>
   <translation>請重新下載，或換一個來源。</translation>
  </message>
  <message>
   <source>请重新入藏该图片。</source>
   <translation>請重新入藏該圖片。</translation>
  </message>
  <message>
   <source>请重新复制或下载这个文件。</source>
   <translation>請重新複製或下載這個檔案。</translation>
  </message>
  <message>
   <source>请重新复制这个离线包。</source>
   <translation>請重新複製這個離線包。</translation>
  </message>
  <message>
   <source>请重新安装本程序。</source>
   <translation>請重新安裝本程式。</translation>
  </message>
  <message>
   <source>请重新安装程序。</source>
   <translation>請重新安裝程式。</translation>
  </message>
  <message>
   <source>请重新安装程序，或新建空的藏品。</source>
   <translation>請重新安裝程式，或建立空的藏品。</translation>
  </message>
  <message>
   <source>请重新安装这个模型。</source>
   <translation>請重新安裝這個模型。</translation>
  </message>
  <message>
   <source>请重新导出或重新拷贝一次。</source>
   <translation>請重新匯出或重新複製一次。</translation>
  </message>
  <message>
   <source>请重新建立索引。</source>
   <translation>請重建立立索引。</translation>
  </message>
  <message>
   <source>请重新开始一次比较。</source>
   <translation>請重新開始一次比較。</translation>
  </message>
  <message>
   <source>请重新开始一次训练。</source>
   <translation>請重新開始一次訓練。</translation>
  </message>
  <message>
   <source>请重新指定图像。</source>
   <translation>請重新指定影像。</translation>
  </message>
  <message>
   <source>请重新检索。</source>
   <translation>請重新檢索。</translation>
  </message>
  <message>
   <source>请重试。</source>
   <translation>請重試。</translation>
  </message>
  <message>
   <source>请重试，或换一个模型。</source>
   <translation>請重試，或換一個模型。</translation>
  </message>
  <message>
   <source>质地</source>
   <translation>質地</translation>
  </message>
  <message>
   <source>质量</source>
   <translation>重量</translation>
  </message>
  <message>
   <source>输入法</source>
   <translation>輸入法</translation>
  </message>
  <message>
   <source>近代的交通工具</source>
   <translation>近代的交通工具</translation>
  </message>
  <message>
   <source>近代的器物</source>
   <translation>近代的器物</translation>
  </message>
  <message>
   <source>近代的国族与制度用语</source>
   <translation>近代的國族與制度用語</translation>
  </message>
  <message>
   <source>近代的处所与职业</source>
   <translation>近代的處所與職業</translation>
  </message>
  <message>
   <source>近代的衣着</source>
   <translation>近代的衣著</translation>
  </message>
  <message>
   <source>近代的饮食</source>
   <translation>近代的飲食</translation>
  </message>
  <message>
   <source>还没有可以导出的训练结果。</source>
   <translation>還沒有可以匯出的訓練結果。</translation>
  </message>
  <message>
   <source>还没有定稿的说明。</source>
   <translation>還沒有定稿的圖說。</translation>
  </message>
  <message>
   <source>还没有检查过。</source>
   <translation>還沒有檢查過。</translation>
  </message>
  <message>
   <source>还没有选定撰稿服务。</source>
   <translation>還沒有選定撰稿服務。</translation>
  </message>
  <message>
   <source>这一条没有原文。</source>
   <translation>這一條沒有原文。</translation>
  </message>
  <message>
   <source>这一行有无法识别的字符，未入藏。</source>
   <translation>這一列有無法識別的字元，未入藏。</translation>
  </message>
  <message>
   <source>这一行没有藏品编号。</source>
   <translation>這一列沒有藏品編號。</translation>
  </message>
  <message>
   <source>这个 IIIF 藏品集超过 {n} 份清单，只取了前面的。</source>
   <translation>這個 IIIF 藏品集超過 {n} 份清單，只取了前面的。</translation>
  </message>
  <message>
   <source>这个引擎在这台电脑上跑不起来：{why}</source>
   <translation>這個引擎在這臺電腦上跑不起來：{why}</translation>
  </message>
  <message>
   <source>这个引擎是给 {theirs} 的，这台电脑是 {ours}。</source>
   <translation>這個引擎是給 {theirs} 的，這臺電腦是 {ours}。</translation>
  </message>
  <message>
   <source>这个模型的结构没有可供 LoRA 训练的注意力层（例如 RN50）。</source>
   <translation>這個模型的結構沒有可供 LoRA 訓練的注意力層（例如 RN50）。</translation>
  </message>
  <message>
   <source>这件作品不出本机，没有送出。</source>
   <translation>這件作品不出本機，沒有送出。</translation>
  </message>
  <message>
   <source>这件作品已有另一条同类描述，两条不能并存。</source>
   <translation>這件作品已有另一條同類圖說，兩條不能並存。</translation>
  </message>
  <message>
   <source>这件藏品还没有图片。</source>
   <translation>這件藏品還沒有圖片。</translation>
  </message>
  <message>
   <source>这份训练成果是在另一个基础模型上得到的，不能用在当前模型上。</source>
   <translation>這份訓練成果是在另一個基礎模型上得到的，不能用在目前模型上。</translation>
  </message>
  <message>
   <source>这台电脑</source>
   <translation>這臺電腦</translation>
  </message>
  <message>
   <source>这台电脑上没有切图所需的 libvips。</source>
   <translation>這臺電腦上沒有切圖所需的 libvips。</translation>
  </message>
  <message>
   <source>这台电脑上没有带许可证的 Noto CJK 字体。</source>
   <translation>這臺電腦上沒有帶授權條款的 Noto CJK 字型。</translation>
  </message>
  <message>
   <source>这台电脑每幅约 1 秒</source>
   <translation>這臺電腦每幅約 1 秒</translation>
  </message>
  <message>
   <source>这台电脑每幅约 {seconds} 秒</source>
   <translation>這臺電腦每幅約 {seconds} 秒</translation>
  </message>
  <message>
   <source>这台电脑由环境变量 SONGCLIP_OFFLINE 设为离线，请问管理员；起草可离线，模型可从文件添加。</source>
   <translation>這臺電腦由環境變數 SONGCLIP_OFFLINE 設為離線，請問管理員；起草可離線，模型可從檔案新增。</translation>
  </message>
  <message>
   <source>这台电脑约每秒 {n} 幅</source>
   <translation>這臺電腦約每秒 {n} 幅</translation>
  </message>
  <message>
   <source>这是 IIIF 藏品集，列出了网上的 {n} 份清单，没有去取。</source>
   <translation>這是 IIIF 藏品集，列出了網上的 {n} 份清單，沒有去取。</translation>
  </message>
  <message>
   <source>这次训练来自 {file}，它学过哪些作品无从知道：这里的测试作品可能就在其中，数字可能偏高。</source>
   <translation>這次訓練來自 {file}，它學過哪些作品無從知道：這裡的測試作品可能就在其中，數字可能偏高。</translation>
  </message>
  <message>
   <source>这次训练来自 {file}；这里留作测试的作品中有 {n} 件是它学过的。</source>
   <translation>這次訓練來自 {file}；這裡留作測試的作品中有 {n} 件是它學過的。</translation>
  </message>
  <message>
   <source>这次训练没有可以接着做的进度。</source>
   <translation>這次訓練沒有可以接著做的進度。</translation>
  </message>
  <message>
   <source>这段文字还没有注释。</source>
   <translation>這段文字還沒有註釋。</translation>
  </message>
  <message>
   <source>这种格式存不下这个模型或这份训练成果。</source>
   <translation>這種格式存不下這個模型或這份訓練成果。</translation>
  </message>
  <message>
   <source>这里没有两列画可以比较。</source>
   <translation>這裡沒有兩欄畫可以比較。</translation>
  </message>
  <message>
   <source>这里的没有改动。请在审校中择定其一。</source>
   <translation>這裡的沒有改動。請在審校中擇定其一。</translation>
  </message>
  <message>
   <source>连不上 {host}。</source>
   <translation>連不上 {host}。</translation>
  </message>
  <message>
   <source>连不上 {hub}（{host}）：{why}。</source>
   <translation>連不上 {hub}（{host}）：{why}。</translation>
  </message>
  <message>
   <source>连得上 {host}。</source>
   <translation>連得上 {host}。</translation>
  </message>
  <message>
   <source>连接中断</source>
   <translation>連線中斷</translation>
  </message>
  <message>
   <source>连接断了，稍后接着取</source>
   <translation>連線斷了，稍後接著取</translation>
  </message>
  <message>
   <source>退回</source>
   <translation>退回</translation>
  </message>
  <message>
   <source>通用登记表</source>
   <translation>通用登記表</translation>
  </message>
  <message>
   <source>通用，多数馆藏合用</source>
   <translation>通用，多數館藏合用</translation>
  </message>
  <message>
   <source>通过</source>
   <translation>通過</translation>
  </message>
  <message>
   <source>通过没有记下</source>
   <translation>通過沒有記下</translation>
  </message>
  <message>
   <source>配对没有可改的文字。</source>
   <translation>配對沒有可改的文字。</translation>
  </message>
  <message>
   <source>重新关联图片</source>
   <translation>重新關聯圖片</translation>
  </message>
  <message>
   <source>钥匙串</source>
   <translation>鑰匙圈</translation>
  </message>
  <message>
   <source>随附的文件</source>
   <translation>隨附的檔案</translation>
  </message>
  <message>
   <source>随附的演示模型，只认识画出来的小景，不作正式检索。</source>
   <translation>隨附的示範模型，只認識畫出來的小景，不作正式檢索。</translation>
  </message>
  <message>
   <source>零样本</source>
   <translation>零樣本</translation>
  </message>
  <message>
   <source>题名</source>
   <translation>題名</translation>
  </message>
  <message>
   <source>题名与图注</source>
   <translation>題名與圖說</translation>
  </message>
  <message>
   <source>题识</source>
   <translation>題識</translation>
  </message>
  <message>
   <source>验证</source>
   <translation>驗證</translation>
  </message>
  <message>
   <source>魔搭 ModelScope</source>
   <translation>魔搭 ModelScope</translation>
  </message>
 </context>
</TS>
