/* The one function that noteconv calls; it stands after KaTeX. Gives "=" and the markup; or "!", where in the TeX it is
   wrong (a number, or nothing), ":" and what is wrong. */
var nc_katex = typeof katex !== "undefined" ? katex : this.katex;
function nc_render(tex, display) {
    var macros = {}; /* a formula may define some of its own */
    for (var name in nc_macros)
        macros[name] = nc_macros[name];
    try {
        return "=" + nc_katex.renderToString(tex, {
            output: "mathml", displayMode: display, throwOnError: true, strict: "ignore", trust: false,
            maxExpand: 1000, maxSize: 50, macros: macros
        });
    } catch (e) {
        var place = typeof e.position === "number" ? e.position : "";
        var text = e.rawMessage || String(e.message).replace(/^KaTeX parse error: /, "")
            .replace(/ at (position \d+|end of input): [\s\S]*$/, "");
        if (e instanceof RangeError || e.name === "InternalError")
            text = "it is nested too deep, or needs too much memory";
        return "!" + place + ":" + text;
    }
}
