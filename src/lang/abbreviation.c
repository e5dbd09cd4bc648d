/* Tables of words. A word that languages share, or that is an ordinary word in none of them, stands
 * in the common list; an abbreviation that is an ordinary word elsewhere ("es.", "art.") stands in
 * the list of its language. */
#include "lang/abbreviation.h"

#include "base/uchar.h"
#include "lang/lang.h"

#include <stddef.h>

static const char *const anywhere[] = {
    /* titles of persons and firms */
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sr", "Jr", "Rev", "Hon", "Gen", "Col", "Capt", "Lt",
    "Sgt", "Gov", "Sen", "Rep", "Pres", "Messrs", "Mme", "Mmes", "Mlle", "Mgr", "Hr", "Fr", "Sra",
    "Srta", "Sres", "Dra", "Dña", "Ud", "Uds", "Lic", "Ing", "Sig", "Sigg", "Dott", "Avv", "Ste",
    "Sta", "Dhr", "Mevr", "Drs", "Exmo", "Exma", "MUDr", "JUDr", "PhDr", "RNDr", "Doç", "Inc",
    "Ltd", "Ltda", "Co", "Corp", "Bros", "Univ", "Dept", "Ph.D", "B.Sc", "M.Sc", "Dipl",
    /* English */
    "vs", "v", "eg", "ie", "e.g", "i.e", "cf", "al", "approx", "ca", "esp", "incl", "excl", "etc",
    "ibid", "viz", "resp", "Mt", "Ft", "a.m", "p.m", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct",
    "Nov", "Dec", "M",
    /* German */
    "bzw", "usw", "bspw", "vgl", "ebd", "dt", "z.B", "d.h", "u.a", "o.ä", "evtl", "ggf", "inkl",
    "exkl", "zzgl", "sog", "geb", "gest", "verh", "Hrsg", "Aufl", "Anm", "Abb", "Bde", "Jh", "Jhd",
    "Mrd", "Okt", "Dez", "Mrz", "zz", "Zt", "zzt", "urspr",
    /* French */
    "p.ex", "éd", "janv", "févr", "avr", "juil", "déc", "boul",
    /* Spanish, Portuguese, Italian */
    "pág", "págs", "núm", "aprox", "p.ej", "Avda", "dpto", "depto", "pag", "pagg", "ecc", "p.es",
    "séc",
    /* Danish, Norwegian, Swedish, Dutch */
    "f.eks", "bl.a", "d.v.s", "dvs", "osv", "o.s.v", "kl", "evt", "maks", "jf", "jfr", "hhv", "pga",
    "iflg", "ifm", "nr", "t.ex", "m.m", "s.k", "o.l", "fr.o.m", "t.o.m", "kr", "tlf", "bijv", "bv",
    "d.w.z", "enz", "blz", "o.a", "m.b.t", "i.p.v",
    /* Czech, Slovak, Polish, Hungarian, Finnish, Turkish */
    "např", "napr", "tj", "tzn", "atd", "apod", "tzv", "č", "čs", "odst", "obr", "nám", "stol",
    "itd", "itp", "m.in", "inż", "św", "godz", "tys", "mln", "mld", "zł", "tzw", "zob", "stb", "ld",
    "vö", "ún", "esim", "jne", "ks", "vrt", "klo", "örn", "bkz",
    /* Russian */
    "гг", "т.е", "т.д", "т.п", "т.к", "др", "пр", "см", "рис", "стр", "руб", "коп", "тыс", "млн",
    "млрд", "ул", "проф", "акад", "доц", "св", "англ", "нем", "лат", "греч", "н.э", "обл", "ст",
    "гл", "табл", "напр", "тел", NULL};

static const struct {
    const char *lang;
    const char *words[16];
} of_language[] = {
    {"de",
     {"bes", "Std", "Mio", "bez", "betr", "allg", "Art", "Abt", "Str", "Tel", "Min", "Sek", "max",
      "min"}},
    {"es",
     {"EE", "UU", "sec", "Sto", "vol", "obs", "art", "cap", "ed", "ej", "tel", "Gral", "Arq",
      "fig"}},
    {"pt", {"obs", "vol", "art", "cap", "ed", "ex", "tel", "Eng", "Profa", "Arq", "fig"}},
    {"it", {"sec", "vol", "es", "art", "cap", "ed", "On", "Geom", "Arch", "fig", "tel"}},
    {"fr",
     {"MM", "env", "av", "apr", "vol", "chap", "hab", "art", "ex", "fig", "bd", "tél", "Pr", "Me"}},
    {"da", {"mio", "mia", "bl", "fig", "max", "min", "sml", "str", "art", "adr"}},
    {"nb", {"mio", "bl", "fig", "max", "min", "sml", "art", "adr"}},
    {"no", {"mio", "bl", "fig", "max", "min", "sml", "art", "adr"}},
    {"sv", {"bl", "ev", "exkl", "max", "min", "art", "adr", "tel"}},
    {"nl", {"mw", "mr", "ir", "jl", "max", "min", "art", "tel"}},
    {"cs", {"str", "ul", "kap", "roč", "tab", "sl", "pol", "tř", "mj", "sv", "stř"}},
    {"sk", {"str", "ul", "kap", "roč", "tab", "sl", "pol", "mj", "sv"}},
    {"pl",
     {"np", "por", "hab", "ul", "al", "str", "im", "pw", "pt", "ks", "płk", "tab", "rys", "mgr",
      "ok"}},
    {"hu", {"ill", "pl", "sz", "old", "tel", "krt", "kb"}},
    {"fi", {"mm", "ym", "nk", "os", "ko", "synt", "puh"}},
    {"tr", {"yy", "Cad", "Sok", "Mah", "Av", "sn", "no", "vb", "sf", "tel", "Apt"}},
};

static bool is_listed(struct nc_str word, struct nc_str lang)
{
    struct nc_str want = nc_lang_primary(lang);
    if (nc_str_is_among(word, anywhere))
        return true;
    for (size_t i = 0; want.n && i < sizeof of_language / sizeof *of_language; i++)
        if (nc_str_ieq(want, nc_str(of_language[i].lang)))
            return nc_str_is_among(word, of_language[i].words);
    return false;
}

/* Lists are compared without regard to the case of ASCII letters; other letters in them are lower
 * case. */
bool nc_is_abbreviation(struct nc_str word, struct nc_str lang)
{
    struct nc_buf small = {0};
    nc_nfc_fold(&small, word);
    bool listed = is_listed(nc_buf_view(&small), lang);
    nc_buf_dispose(&small);
    return listed;
}

bool nc_precedes_number(struct nc_str word)
{
    static const char *const words[] = {
        "No",  "Nos", "Nr",   "Fig", "Figs", "Eq",  "p",   "pp",  "Vol", "Ch",   "Sec", "Art",
        "Abs", "Bd",  "Tab",  "Mar", "Apr",  "Jun", "Jul", "Ver", "v",   "c",    "n",   "S",
        "s",   "Kap", "Tel",  "Tél", "Núm",  "Cap", "Pos", "Str", "rys", "str",  "sv",  "no",
        "sz",  "tab", "Ziff", "Rn",  "par",  "ред", "им",  "кв",  "мин", "art",  "Ref", "Exp",
        "Op",  "Abt", "Tz",   "Az",  "Lfg",  "kap", "vyd", "roč", "odd", "vers", NULL};
    return nc_str_is_among(word, words);
}

bool nc_has_pointed_ordinals(struct nc_str lang)
{
    static const char *const tags[] = {"de", "gsw", "nds", "lb", "da", "nb", "nn", "no", "fo",
                                       "is", "cs",  "sk",  "sl", "hr", "bs", "sr", "sh", "pl",
                                       "hu", "fi",  "et",  "lv", "tr", "az", "eu", NULL};
    return nc_str_is_among(nc_lang_primary(lang), tags);
}

bool nc_precedes_ordinal(struct nc_str word)
{
    static const char *const words[] = {"am",    "vom",   "zum",  "zur",   "im",   "beim",
                                        "der",   "das",   "dem",  "des",   "seit", "jeder",
                                        "jedes", "jeden", "jede", "jedem", NULL};
    return nc_str_is_among(word, words);
}

bool nc_is_month(struct nc_str word)
{
    static const char *const words[] = {
        "Januar",    "Jänner",  "Februar",  "März",     "April", "Mai",  "Juni", "Juli", "August",
        "September", "Oktober", "November", "Dezember", "Jan",   "Febr", "Feb",  "Mrz",  "Apr",
        "Jun",       "Jul",     "Aug",      "Sept",     "Sep",   "Okt",  "Nov",  "Dez",  NULL};
    return nc_str_is_among(word, words);
}

bool nc_begins_sentence(struct nc_str word)
{
    static const char *const words[] = {
        "Der",    "Die",  "Das",   "Den",   "Dem",    "Er",    "Sie",   "Es",   "Wir",    "Ich",
        "Ihr",    "Ein",  "Eine",  "In",    "Im",     "Am",    "An",    "Auf",  "Aus",    "Bei",
        "Mit",    "Nach", "Von",   "Zu",    "Und",    "Aber",  "Oder",  "Dann", "Da",     "Dort",
        "Hier",   "So",   "Wenn",  "Als",   "Ob",     "Wie",   "Was",   "Wer",  "Wo",     "Warum",
        "Doch",   "Denn", "Nun",   "Man",   "Danach", "Heute", "Jetzt", "Dies", "Diese",  "Dieser",
        "Dieses", "Kein", "Keine", "Nicht", "Noch",   "Nur",   "Auch",  "Alle", "Damals", NULL};
    return nc_str_is_among(word, words);
}
