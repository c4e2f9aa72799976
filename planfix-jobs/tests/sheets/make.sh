#!/usr/bin/env bash
# Makes contacts.xlsx and contacts-1251.csv in this folder with LibreOffice (Debian: libreoffice-calc).
# The rows are written as a flat OpenDocument sheet with typed cells, which LibreOffice saves in both formats.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v rows=10000 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    print " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    print " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""
    print " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    print " office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">"
    print "<office:automatic-styles>"
    print "<number:date-style style:name=\"D\" number:language=\"ru\" number:country=\"RU\"><number:day number:style=\"long\"/><number:text>.</number:text>"
    print "<number:month number:style=\"long\"/><number:text>.</number:text><number:year number:style=\"long\"/></number:date-style>"
    print "<style:style style:name=\"date\" style:family=\"table-cell\" style:data-style-name=\"D\"/>"
    print "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Контакты\">"
    print "<table:table-row>" text("Имя") text("Фамилия") text("Дата рождения") text("Телефон") text("Клиент") text("Группа") text("Должность") "</table:table-row>"
    first = split("Анна Борис Вера Григорий Дарья Егор Жанна Зоя Илья", names, " ")
    last = split("Ветрова Круглов Соснова Левин Ёлкина Щукин Юрьева", families, " ")
    for (row = 1; row <= rows; row++) {
        date = sprintf("%04d-%02d-%02d", 1950 + row % 50, row % 12 + 1, row % 28 + 1)
        out = text(names[row % first + 1]) text(families[row % last + 1] " " row)
        out = out (row % 3 ? "<table:table-cell table:style-name=\"date\" office:value-type=\"date\" office:date-value=\"" date "\"/>" : empty())
        out = out (row % 5 ? text(sprintf("+7 900 %03d-%02d-%02d", row / 10000, row / 100 % 100, row % 100)) : empty())
        out = out (row % 4 ? text(row % 2 ? "да" : "нет") : empty())
        out = out "<table:table-cell office:value-type=\"float\" office:value=\"" row % 3 + 1 "\"/>"
        out = out (row % 7 ? empty() : text("Закупки; \"Север\", отдел " row % 10))
        print "<table:table-row>" out "</table:table-row>"
    }
    print "</table:table></office:spreadsheet></office:body></office:document>"
}
function empty() { return "<table:table-cell/>" }
function text(value) {
    gsub(/"/, "\\&quot;", value)
    return "<table:table-cell office:value-type=\"string\"><text:p>" value "</text:p></table:table-cell>"
}' >"$work/contacts.fods"

profile="-env:UserInstallation=file://$work/profile"
soffice "$profile" --headless --convert-to xlsx --outdir "$work" "$work/contacts.fods" >/dev/null
# Semicolon (59), quote (34), windows-1251 (34 in LibreOffice), from the first row, cells as they are shown.
soffice "$profile" --headless --convert-to 'csv:Text - txt - csv (StarCalc):59,34,34,1,,0,false,true' --outdir "$work" "$work/contacts.fods" >/dev/null
cp "$work/contacts.xlsx" contacts.xlsx
cp "$work/contacts.csv" contacts-1251.csv
