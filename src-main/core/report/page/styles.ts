// How the page looks: on paper light, A4 or Letter, numbered; on the screen also dark. Colours mean the same everywhere.
import type { Paper } from '../../../../src-shared/contract/reports.ts'
import { cssString } from './html.ts'

const palette = `
:root{--ink:#1b2430;--soft:#5c6773;--line:#d5dae0;--faint:#f3f5f7;--paper:#fff;
--baseline:#0b7285;--suspect:#e67700;--broken:#c92a2a;--series:#1c4f9c}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#9aa5b1;--line:#3a434e;--faint:#20272f;--paper:#161b21;
--baseline:#3bc9db;--suspect:#ffa94d;--broken:#ff8787;--series:#74a9f7}}`

const text = `
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact;color-scheme:light dark}
body{margin:0;background:var(--paper);color:var(--ink);font:10pt/1.45 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:180mm;margin:0 auto;padding:10mm 0}
h1,h2,h3,h4,p,dl,dd,figure{margin:0}
h1{font-size:15pt;line-height:1.25;margin:.3mm 0 2.5mm;overflow-wrap:anywhere}
h2{font-size:11pt;margin:5.5mm 0 1.5mm;padding-bottom:.8mm;border-bottom:.3mm solid var(--line)}
h3{font-size:10pt;margin:3.5mm 0 1mm}
h4{font-size:9pt;margin:2mm 0 .6mm}
.kind{font-size:8.5pt;font-weight:600;color:var(--soft)}
.summary p{font-size:10pt}
.guide p{font-size:9pt}
.hint,.aside{color:var(--soft);font-size:8pt;font-weight:400}
.hint{margin-top:1.2mm}
.summary p+p{margin-top:1.2mm}
.summary .hint{font-size:8pt}
.states{margin:1.2mm 0 0;padding-left:5mm;font-size:9pt}
code{font:8.5pt/1.4 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;overflow-wrap:anywhere}
pre{margin:.6mm 0;padding:.8mm 1.6mm;background:var(--faint);white-space:pre-wrap;overflow-wrap:anywhere}
pre code{font-size:7.5pt}
.note{border-left:1mm solid var(--soft);padding-left:4mm;margin-top:5mm}
.note h2{border:0;margin:0}
.note p{white-space:pre-wrap;overflow-wrap:anywhere}`

const facts = `
.facts>div{display:grid;grid-template-columns:24mm 1fr;gap:2mm;padding:.3mm 0;font-size:8.5pt}
.facts :is(.baseline,.suspect) dt::after{content:"";display:inline-block;width:3mm;height:1.2mm;margin-left:1.5mm;vertical-align:.6mm}
.facts .baseline dt::after{background:var(--baseline)}
.facts .suspect dt::after{background:var(--suspect)}
.facts dt{color:var(--soft)}
.facts dd{overflow-wrap:anywhere}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:6mm}
.columns .facts{display:grid;grid-template-columns:max-content 1fr;align-content:start;column-gap:3mm}
.columns .facts>div{grid-column:1/-1;grid-template-columns:subgrid;border-bottom:.15mm solid var(--line);font-size:8pt;break-inside:avoid}
.figures{display:grid;grid-template-columns:repeat(5,1fr);gap:3mm;margin-top:5mm;break-inside:avoid}
.figures>div{border-top:.7mm solid var(--line);background:var(--faint);padding:1.6mm 2.4mm 2mm}
.figures>.bad{border-top-color:var(--broken)}
.figures dt{font-size:8pt;font-weight:600}
.figures dd{font-size:7.5pt;line-height:1.3;color:var(--soft)}
.figures .number{font-size:15pt;line-height:1.25;font-weight:650;color:var(--ink)}
.figures .bad .number{color:var(--broken)}`

const tables = `
table{width:100%;border-collapse:collapse;font-size:8pt;line-height:1.35}
th,td{text-align:left;vertical-align:top;padding:.9mm 2mm .9mm 0;border-bottom:.15mm solid var(--line);font-weight:400}
thead th{color:var(--soft);font-weight:600;vertical-align:bottom;border-bottom:.3mm solid var(--soft)}
tbody th{font-weight:600;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap}
.above{color:var(--broken)}
.doc{color:var(--soft)}
.root-cause{table-layout:fixed}
*+.root-cause{margin-top:2.5mm}
.root-cause th:nth-child(1){width:26%}
.root-cause th:nth-child(2){width:12.5%}
.root-cause th:nth-child(3){width:17.5%}
.root-cause th:nth-child(4){width:12.5%}
.root-cause th:nth-child(5){width:12%}
.root-cause :is(th,td):nth-child(5){padding-left:1.2mm}
.root-cause td:nth-child(3){white-space:normal}
.times{white-space:nowrap}
.part{white-space:nowrap}
.n+.part,.n+.cause{padding-left:3mm}
th.cause{width:36%}
.rank{display:inline-block;min-width:4.4mm;border:.3mm solid var(--broken);border-radius:2.5mm;color:var(--broken);font-size:7.5pt;font-weight:650;line-height:3.8mm;text-align:center}
.bar{width:10mm;height:2mm;vertical-align:baseline}
.bar rect{fill:var(--series)}
.finding{margin:1.5mm 0 2.5mm;padding-left:2.5mm;border-left:.7mm solid var(--line);font-size:8.5pt}
.finding.cause{border-left-color:var(--broken)}
.finding.symptom{border-left-color:var(--suspect)}
.finding.impact{border-left-color:var(--series)}
.finding h4{margin-top:0}
.finding ul{margin:.6mm 0;padding-left:4.5mm}
.finding .evidence{list-style:none;padding-left:0}
.finding .do{margin-top:1mm;font-weight:600}
.for>span:first-child{color:var(--baseline);font-weight:650}
.against>span:first-child{color:var(--broken);font-weight:650}
.unmeasured{color:var(--soft)}`

const cover = `
.answers dl>div{display:grid;grid-template-columns:29mm 1fr;gap:3mm;padding:1.2mm 0;font-size:9.5pt;line-height:1.4;border-bottom:.15mm solid var(--line);break-inside:avoid}
.answers dt{font-weight:600;color:var(--soft)}
.answers dd{overflow-wrap:anywhere}
.answers :is(ol,p){margin:0}
.answers ol{padding-left:5mm}
.answers p+p,.answers li+li{margin-top:.8mm}
.answers code{font-size:7.5pt}
.severity{display:inline-block;padding:0 2.2mm;border:.3mm solid;border-radius:2.5mm;text-transform:uppercase;font-size:8.5pt;letter-spacing:.03em}
.severity:is(.critical,.major){color:var(--broken)}
.severity:is(.minor,.warning){color:var(--suspect)}`

const charts = `
figcaption{font-size:8pt;color:var(--soft);margin-bottom:.5mm}
figcaption b{color:var(--ink);font-weight:650}
.chart{display:block;width:100%;height:auto}
.chart text{font-size:9.5px;fill:var(--soft)}
.chart .value{text-anchor:end}
.chart .time{text-anchor:middle}
.chart .grid{stroke:var(--line);stroke-width:.5}
.chart .axis{stroke:var(--soft);stroke-width:.7}
.chart .line{fill:none;stroke:var(--series);stroke-width:1.2;stroke-linejoin:round;stroke-linecap:round}
.chart .threshold{stroke:var(--broken);stroke-width:1.2;stroke-dasharray:6 4}
.chart .threshold-label{fill:var(--broken);font-weight:600}
.chart .normal{fill:var(--baseline);fill-opacity:.2}
.chart .band rect{fill:var(--broken);fill-opacity:.1}
.chart .band path{stroke:var(--broken);stroke-width:.6;stroke-opacity:.6}
.chart .band text{fill:var(--broken);font-weight:650;text-anchor:middle}
.small{margin-top:1.6mm}
.small .aside{float:right}
.key-normal{display:inline-block;width:4mm;height:2mm;margin-left:1.5mm;background:var(--baseline);opacity:.35}`

const marginText = 'font:7.5pt system-ui,"Liberation Sans","DejaVu Sans",sans-serif;color:#5c6773'
const sheets: Readonly<Record<Paper, string>> = { a4: 'A4', letter: 'letter' }

const pages = (title: string, source: string, paper: Paper): string => `
section.whole,figure,pre,tr,.figures,.finding li{break-inside:avoid}
h1,h2,h3,h4,figcaption,h2+.hint{break-after:avoid}
thead{display:table-header-group}
p{orphans:3;widows:3}
.hint{break-inside:avoid}
@media screen{main{padding:8mm 5mm 16mm}}
@media screen and (max-width:180mm){.figures{grid-template-columns:repeat(2,1fr)}.columns{grid-template-columns:1fr}section{overflow-x:auto}.root-cause{min-width:165mm}}
@media print{main{padding:0;max-width:none}.cover{break-after:page}.cover+section>h2{margin-top:0}}
@page{size:${sheets[paper]};margin:15mm 15mm 17mm;
@top-left{content:${cssString(title)};${marginText}}
@bottom-left{content:${cssString(source)};${marginText}}
@bottom-right{content:"Page " counter(page) " of " counter(pages);${marginText};white-space:nowrap}}
@page:first{@top-left{content:none}}`

/** The page's style sheet. In print the title stands at the head of each sheet but the first, the source at its foot. */
export function styles(title: string, source: string, paper: Paper): string {
  return palette + text + facts + tables + cover + charts + pages(title, source, paper)
}
