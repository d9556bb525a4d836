"use strict";
(function () {
  // Kept free of the less-than sign and the ampersand, so that the whole page also reads as XML.
  document.documentElement.classList.add("scripted");

  function compare(a, b) {
    if (a === b) { return 0; }
    return a > b ? 1 : -1;
  }

  function sortKey(row, column) {
    var cell = row.children[column];
    return cell.hasAttribute("data-v") ? BigInt(cell.getAttribute("data-v")) : cell.textContent.trim();
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var falling = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        var body = table.tBodies[0];
        Array.from(body.rows).map(function (row) { return { row: row, key: sortKey(row, column) }; })
          .sort(function (a, b) { return falling ? compare(b.key, a.key) : compare(a.key, b.key); })
          .forEach(function (item) { body.appendChild(item.row); });
      });
    });
  });

  var filter = document.getElementById("trade-filter");
  if (filter) {
    var rows = Array.from(document.getElementById("trade-table").tBodies[0].rows);
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var pnlColumn = 11;
    var show = function () {
      var words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      var cents = 0n;
      rows.forEach(function (row, i) {
        row.hidden = !words.every(function (word) { return texts[i].includes(word); });
        if (!row.hidden) {
          count += 1;
          cents += BigInt(row.children[pnlColumn].getAttribute("data-v"));
        }
      });
      var size = 0n > cents ? -cents : cents;
      var rounded = (size + 500000n) / 1000000n;
      var dollars = (rounded / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",") + "." + (rounded % 100n).toString().padStart(2, "0");
      document.getElementById("trade-count").textContent = count + " of " + rows.length + " trades, net "
        + (0n > cents ? "-$" : cents > 0n ? "+$" : "$") + dollars;
    };
    filter.addEventListener("input", show);
    show();
  }

  document.querySelectorAll("svg.canvas[data-xs]").forEach(function (canvas) {
    var xs = canvas.getAttribute("data-xs").split(" ").map(Number);
    var texts = canvas.getAttribute("data-texts").split("|");
    var cursor = canvas.querySelector(".cursor");
    var readout = canvas.closest("figure").querySelector(".readout");
    var at = xs.length - 1;
    readout.textContent = texts[at];

    function go(index, visible) {
      at = Math.max(0, Math.min(xs.length - 1, index));
      cursor.setAttribute("x1", xs[at] / 10 + "%");
      cursor.setAttribute("x2", xs[at] / 10 + "%");
      cursor.setAttribute("visibility", visible ? "visible" : "hidden");
      readout.textContent = texts[at];
    }

    canvas.addEventListener("pointermove", function (event) {
      var box = canvas.getBoundingClientRect();
      var x = (event.clientX - box.left) / box.width * 1000;
      var best = 0;
      xs.forEach(function (value, i) {
        if (Math.abs(xs[best] - x) > Math.abs(value - x)) { best = i; }
      });
      go(best, true);
    });
    canvas.addEventListener("pointerleave", function () { go(xs.length - 1, false); });
    canvas.addEventListener("blur", function () { go(xs.length - 1, false); });
    canvas.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -xs.length, End: xs.length }[event.key];
      if (step) {
        event.preventDefault();
        go(at + step, true);
      }
    });
  });
}());
