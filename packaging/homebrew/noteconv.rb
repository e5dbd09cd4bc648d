# Untried. The address and the digest are those of a release, which there is none of yet.
class Noteconv < Formula
  desc "Convert Markdown notes to EPUB, Anki packages, Org and HTML"
  homepage "https://example.org/noteconv"
  url "https://example.org/noteconv-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license all_of: ["MIT", "Unicode-DFS-2016"]

  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "pkg-config" => :build
  depends_on "cmark"
  depends_on "duktape"
  depends_on "fontconfig"
  depends_on "gdk-pixbuf"
  depends_on "libdeflate"
  depends_on "libmd"
  depends_on "librsvg"
  depends_on "libxml2"
  depends_on "libyaml"
  depends_on "libzip"
  depends_on "sqlite"
  depends_on "utf8proc"

  def install
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"note.md").write "# One\n\n**bold**\n"
    system bin/"noteconv", "-t", "epub,org", "note.md"
    assert_match "*bold*", (testpath/"note.org").read
  end
end
