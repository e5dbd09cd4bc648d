# Untried. nix-build packaging/nix
{ pkgs ? import <nixpkgs> { } }:

pkgs.stdenv.mkDerivation {
  pname = "noteconv";
  version = "0.1.0";
  src = pkgs.lib.cleanSource ../..;

  nativeBuildInputs = with pkgs; [ cmake ninja pkg-config python3 ];
  buildInputs = with pkgs; [
    cmark
    duktape
    fontconfig
    gdk-pixbuf
    libdeflate
    libmd
    librsvg
    libxml2
    libyaml
    libzip
    sqlite
    utf8proc
  ];

  meta = {
    description = "Convert Markdown notes to EPUB, Anki packages, Org and HTML";
    license = [ pkgs.lib.licenses.mit pkgs.lib.licenses.unicode-dfs-2016 ];
    mainProgram = "noteconv";
    platforms = pkgs.lib.platforms.unix;
  };
}
