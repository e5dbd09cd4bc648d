/* What KaTeX expects of the world around it and an engine of ECMAScript 5 does not have. Stands before KaTeX in the
   script that is built into the program. */
var console = {warn: function () {}, error: function () {}, log: function () {}};
if (!Array.prototype.fill) {
    Array.prototype.fill = function (value) {
        for (var i = 0; i < this.length; i++)
            this[i] = value;
        return this;
    };
}
