/* Commands that KaTeX lacks and MathJax has, as Obsidian, Typora and GitHub show them: those of plain TeX, of amsmath and
   mathtools, and of the package physics. Stands after KaTeX. A macro is a text with #1, or a function that reads its
   arguments itself and gives such a text; a note's own macros were replaced before. */
var nc_macros = {
    /* TeX and LaTeX */
    "\\mbox": "\\hbox{#1}", "\\textsc": "\\text{#1}", "\\textsl": "\\textit{#1}", "\\emph": "\\textit{#1}",
    "\\matrix": "\\begin{matrix}#1\\end{matrix}", "\\pmatrix": "\\begin{pmatrix}#1\\end{pmatrix}",
    "\\cases": "\\begin{cases}#1\\end{cases}", "\\eqalign": "\\begin{aligned}#1\\end{aligned}",
    "\\displaylines": "\\begin{gathered}#1\\end{gathered}",
    "\\hfill": "", "\\hfil": "", "\\strut": "\\vphantom{(}", "\\skew": "#2{#3}", "\\scr": "\\mathscr{#1}",
    /* amsmath, mathtools and others */
    "\\dddot": "\\overset{...}{#1}", "\\ddddot": "\\overset{....}{#1}",
    "\\iiiint": "\\mathop{\u2A0C}\\nolimits", "\\idotsint": "\\int\\!\\cdots\\!\\int",
    "\\sideset": "{}#1\\!\\mathop{#3\\nolimits#2}\\limits", "\\prescript": "{}^{#1}_{#2}{#3}",
    "\\shoveleft": "#1", "\\shoveright": "#1",
    "\\overparen": "\\overgroup{#1}", "\\wideparen": "\\overgroup{#1}", "\\underparen": "\\undergroup{#1}",
    "\\overbracket": "\\overbrace{#1}", "\\underbracket": "\\underbrace{#1}",
    "\\mathds": "\\mathbb{#1}", "\\mathbbm": "\\mathbb{#1}", "\\mathup": "\\mathrm{#1}", "\\mathbfit": "\\boldsymbol{#1}",
    "\\symbf": "\\mathbf{#1}", "\\symbfit": "\\boldsymbol{#1}", "\\symup": "\\mathrm{#1}", "\\symit": "\\mathit{#1}",
    "\\symcal": "\\mathcal{#1}", "\\symbb": "\\mathbb{#1}", "\\symfrak": "\\mathfrak{#1}", "\\symsf": "\\mathsf{#1}",
    "\\vv": "\\overrightarrow{#1}", "\\sfrac": "{}^{#1}\\!/_{#2}", "\\nicefrac": "{}^{#1}\\!/_{#2}",
    /* physics */
    "\\vdot": "\\cdot", "\\cross": "\\times", "\\cp": "\\times", "\\grad": "\\boldsymbol{\\nabla}",
    "\\divergence": "\\boldsymbol{\\nabla}\\cdot", "\\curl": "\\boldsymbol{\\nabla}\\times", "\\laplacian": "\\nabla^2",
    "\\order": "\\mathcal{O}\\left(#1\\right)", "\\flatfrac": "{#1}/{#2}", "\\eval": "\\left.#1\\right|",
    "\\comm": "\\left[#1,#2\\right]", "\\acomm": "\\left\\{#1,#2\\right\\}", "\\pb": "\\left\\{#1,#2\\right\\}",
    "\\mel": "\\left\\langle#1\\middle|#2\\middle|#3\\right\\rangle", "\\qq": "\\quad\\text{#1}\\quad",
    "\\pmqty": "\\begin{pmatrix}#1\\end{pmatrix}", "\\bmqty": "\\begin{bmatrix}#1\\end{bmatrix}",
    "\\vmqty": "\\begin{vmatrix}#1\\end{vmatrix}",
    "\\Tr": "\\operatorname{Tr}", "\\tr": "\\operatorname{tr}", "\\rank": "\\operatorname{rank}",
    "\\erf": "\\operatorname{erf}", "\\Res": "\\operatorname{Res}"
};
(function () {
    /* Tokens, which KaTeX keeps in reverse, as TeX. */
    function text(tokens) {
        var out = "";
        for (var i = tokens.length - 1; i >= 0; i--)
            out += tokens[i].text + (/^\\[A-Za-z]/.test(tokens[i].text) ? " " : "");
        return out;
    }
    function argument(context) {
        return text(context.consumeArg().tokens);
    }
    function follows(context, sign) {
        return context.future().text === sign;
    }
    function star(context) {
        return follows(context, "*") && context.popToken() !== null;
    }
    /* An argument in brackets; "" if there is none. */
    function option(context) {
        if (!follows(context, "["))
            return "";
        context.popToken();
        return text(context.consumeArg(["]"]).tokens);
    }
    /* What is between two brackets that may nest, from the opening one on. */
    function enclosed(context, open, close) {
        var tokens = [], depth = 1, token;
        context.popToken();
        while ((token = context.popToken()).text !== "EOF") {
            depth += token.text === open ? 1 : token.text === close ? -1 : 0;
            if (depth === 0)
                break;
            tokens.unshift(token);
        }
        return text(tokens);
    }
    function delimited(marks, body) {
        return function (context) {
            var args = context.consumeArgs(2, marks);
            return body.replace(/#([12])/g, function (all, n) { return "{" + text(args[n - 1]) + "}"; });
        };
    }
    function sized(left, right) {
        return function (context) {
            return star(context) ? left + "#1" + right : "\\left" + left + "#1\\right" + right;
        };
    }
    function vector(bold, slanted) {
        return function (context) { return star(context) ? slanted : bold; };
    }
    function power(n) {
        return n ? "^{" + n + "}" : "";
    }
    /* \dv{x}, \dv{f}{x}, \dv[2]{f}{x}, \pdv{f}{x}{y} */
    function derivative(d) {
        return function (context) {
            var flat = star(context), n = option(context), first = argument(context), below, above = first;
            if (!follows(context, "{")) {
                above = "";
                below = d + " " + first + power(n);
            } else {
                below = d + " " + argument(context) + power(n);
                if (d === "\\partial" && !n && follows(context, "{")) {
                    below += d + " " + argument(context);
                    n = "2";
                }
            }
            above = d + power(n) + " " + above;
            return flat ? "{" + above + "}/{" + below + "}" : "\\frac{" + above + "}{" + below + "}";
        };
    }
    /* What stands between angles and bars; one argument may stand for two. */
    function product(left, middle, right) {
        return function (context) {
            star(context);
            var first = argument(context), second = follows(context, "{") ? argument(context) : first;
            return "\\left" + left + " " + first + middle + second + "\\right" + right;
        };
    }
    function expectation(context) {
        star(context);
        var what = argument(context), state = follows(context, "{") ? argument(context) : "";
        return state ? "\\left\\langle " + state + "\\middle|" + what + "\\middle|" + state + "\\right\\rangle"
            : "\\left\\langle " + what + "\\right\\rangle";
    }
    /* \qty(x), \qty[x], \qty{x}; the same for matrices */
    function bracketed(round, square, bars, curly) {
        return function (context) {
            star(context);
            var body = follows(context, "(") ? round.replace("#1", enclosed(context, "(", ")"))
                : follows(context, "[") ? square.replace("#1", enclosed(context, "[", "]"))
                : follows(context, "|") ? bars.replace("#1", enclosed(context, "", "|")) : curly;
            return body;
        };
    }
    nc_macros["\\root"] = delimited([[], ["\\of"], []], "\\sqrt[#1]#2");
    nc_macros["\\buildrel"] = delimited([[], ["\\over"], []], "\\mathrel{\\mathop#2\\limits^#1}");
    nc_macros["\\vspace"] = function (context) {
        star(context);
        argument(context);
        return "";
    };
    /* \bbox[yellow]{x}, \bbox[2px, yellow]{x} */
    nc_macros["\\bbox"] = function (context) {
        var color = /(?:^|,)\s*(?:([A-Za-z]+)|#([0-9A-Fa-f]{6})|#(.)(.)(.))\s*(?:,|$)/.exec(option(context));
        if (!color)
            return "{#1}";
        var c = color[1] || color[2] || color[3] + color[3] + color[4] + color[4] + color[5] + color[5];
        return "\\colorbox{" + c + "}{$#1$}";
    };
    nc_macros["\\abs"] = sized("|", "|");
    nc_macros["\\norm"] = sized("\\|", "\\|");
    nc_macros["\\vb"] = vector("\\mathbf{#1}", "\\boldsymbol{#1}");
    nc_macros["\\va"] = vector("\\vec{\\mathbf{#1}}", "\\vec{\\boldsymbol{#1}}");
    nc_macros["\\vu"] = vector("\\hat{\\mathbf{#1}}", "\\hat{\\boldsymbol{#1}}");
    nc_macros["\\dd"] = function (context) {
        return "\\,\\mathrm{d}" + power(option(context)) + (follows(context, "{") ? "#1" : "");
    };
    nc_macros["\\dv"] = derivative("\\mathrm{d}");
    nc_macros["\\pdv"] = derivative("\\partial");
    nc_macros["\\fdv"] = derivative("\\delta");
    nc_macros["\\ip"] = product("\\langle", "\\middle|", "\\rangle");
    nc_macros["\\dyad"] = nc_macros["\\op"] = nc_macros["\\ketbra"] =
        product("|", "\\middle\\rangle\\middle\\langle ", "|");
    nc_macros["\\ev"] = nc_macros["\\expval"] = expectation;
    nc_macros["\\braket"] = function (context) {
        var first = argument(context);
        return "\\mathinner{\\langle " + first + (follows(context, "{") ? "|" + argument(context) : "") + "\\rangle}";
    };
    nc_macros["\\qty"] = bracketed("\\left(#1\\right)", "\\left[#1\\right]", "\\left|#1\\right|", "\\left\\{#1\\right\\}");
    nc_macros["\\mqty"] = bracketed("\\begin{pmatrix}#1\\end{pmatrix}", "\\begin{bmatrix}#1\\end{bmatrix}",
        "\\begin{vmatrix}#1\\end{vmatrix}", "\\begin{matrix}#1\\end{matrix}");
    var longer = {
        "\\quantity": "\\qty", "\\derivative": "\\dv", "\\partialderivative": "\\pdv", "\\differential": "\\dd",
        "\\absolutevalue": "\\abs", "\\commutator": "\\comm", "\\anticommutator": "\\acomm", "\\poissonbracket": "\\pb",
        "\\innerproduct": "\\ip", "\\outerproduct": "\\op", "\\matrixel": "\\mel", "\\matrixelement": "\\mel",
        "\\expectationvalue": "\\ev", "\\vectorbold": "\\vb", "\\vectorarrow": "\\va", "\\vectorunit": "\\vu",
        "\\gradient": "\\grad", "\\evaluated": "\\eval", "\\matrixquantity": "\\mqty", "\\trace": "\\tr", "\\Trace": "\\Tr"
    };
    for (var name in longer)
        nc_macros[name] = nc_macros[longer[name]];
    var words = ["if", "and", "or", "then", "else", "for", "where", "with", "otherwise"];
    for (var i = 0; i < words.length; i++)
        nc_macros["\\q" + words[i]] = "\\quad\\text{" + words[i] + "}\\quad";
})();
