#include "service/verify/html.h"

namespace zonefactor::evidence {

namespace {

// For a screen, and for A4.
constexpr std::string_view kStyle = R"(
:root{--ink:#17212b;--soft:#56636f;--line:#cfd6dd;--wash:#f3f6f8;--accent:#1c4f7c}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem 2rem;max-width:62rem;color:var(--ink);background:#fff;
font:15px/1.65 "Hiragino Kaku Gothic ProN","Yu Gothic",Meiryo,"Noto Sans CJK JP",IPAPGothic,
"Helvetica Neue",Arial,sans-serif}
html[lang=en] body{font-family:"Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans",
sans-serif,IPAPGothic}
header{border-top:4px solid var(--accent);padding-top:1rem;margin-bottom:1.6rem}
h1{font-size:1.55rem;line-height:1.35;margin:.1rem 0 .3rem}
h2{font-size:1.1rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:2px solid var(--ink)}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.4rem 0}
.over{color:var(--accent);font-weight:700;letter-spacing:.03em;margin:0}
.soft{color:var(--soft);font-size:.87rem}
.answer{border:1px solid var(--line);border-left:6px solid var(--accent);background:var(--wash);
padding:.9rem 1.2rem;margin:1rem 0}
.answer strong{font-size:1.2rem;display:block}
.figures{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0}
.figure{flex:1 1 9rem;border:1px solid var(--line);padding:.7rem .9rem}
.figure b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.figure span{color:var(--soft);font-size:.85rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);
overflow-wrap:anywhere}
thead th{background:var(--wash);border-bottom:1px solid var(--soft);white-space:nowrap}
thead th.number{white-space:normal;overflow-wrap:normal}
tbody th{width:13rem;font-weight:600;color:var(--soft)}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.condition{border:1px solid var(--line);border-left:6px solid var(--line);margin:.6rem 0;
padding:.5rem .9rem}
.condition.met{border-left-color:#2b7a4b}
.condition.unmet{border-left-color:#a5281b}
.condition.unknown{border-left-color:#a8730a}
.condition h3{margin:0 0 .2rem}
.condition h3 span{float:right;font-weight:600}
.condition table{margin:.2rem 0}
.condition td:first-child{white-space:nowrap;width:1%}
.condition td:nth-child(2){white-space:nowrap;width:1%}
.condition tr:last-child td{border-bottom:0}
code{font:.85em/1.5 "DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid var(--line)}
@page{size:A4;margin:16mm 14mm}
@media print{body{padding:0;max-width:none;font-size:10pt}
h2,h3{break-after:avoid}tr,.condition,.answer,.figure{break-inside:avoid}thead{display:table-header-group}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

}  // namespace

Html::Html(Language language, std::string_view title) {
  page_ = "<!DOCTYPE html>\n<html lang=\"";
  page_ += language == Language::ja ? "ja" : "en";
  page_ += "\">\n<head>\n<meta charset=\"utf-8\">\n";
  page_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  element("title", title);
  page_ += "\n<style>";
  page_ += kStyle;
  page_ += "</style>\n</head>\n";
  open("body");
}

Html& Html::open(const char* tag, std::string_view kind) {
  page_ += '<';
  page_ += tag;
  if (!kind.empty()) {
    page_ += " class=\"";
    page_ += kind;
    page_ += '"';
  }
  page_ += '>';
  open_.push_back(tag);
  return *this;
}

Html& Html::close() {
  page_ += "</";
  page_ += open_.back();
  page_ += ">\n";
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        page_ += "&amp;";
        break;
      case '<':
        page_ += "&lt;";
        break;
      case '>':
        page_ += "&gt;";
        break;
      case '"':
        page_ += "&quot;";
        break;
      default:  // control characters have no place in HTML
        page_ += static_cast<unsigned char>(c) < ' ' && c != '\n' ? ' ' : c;
    }
  }
  return *this;
}

Html& Html::element(const char* tag, std::string_view content, std::string_view kind) {
  return open(tag, kind).text(content).close();
}

void Html::open_table(const std::vector<Column>& columns) {
  open("table").open("thead").open("tr");
  for (const Column& column : columns) {
    element("th", column.title, column.of_numbers ? "number" : "");
  }
  close().close().open("tbody");
}

void Html::row(const std::vector<std::string>& cells) {
  open("tr");
  for (const std::string& cell : cells) {
    const bool number = !cell.empty() && cell.find_first_not_of("0123456789,.% ") == cell.npos;
    element("td", cell, number ? "number" : "");
  }
  close();
}

void Html::open_facts() {
  open("table").open("tbody");
}

void Html::fact(std::string_view label, std::string_view content) {
  open("tr").element("th", label).element("td", content).close();
}

void Html::close_table() {
  close().close();
}

std::string Html::take() {
  while (!open_.empty()) close();
  page_ += "</html>\n";
  return std::move(page_);
}

}  // namespace zonefactor::evidence
