// Build-time program: one stdlib/*.toml in, its tables as sorted constexpr arrays out. A fault in the TOML names file
// and line and fails the build.
//   envc_generate_facts stdlib/torch.toml torch.inc
#include "facts/version.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

enum class Type : unsigned char { text, version, number, flag };

/// A key of the rows, in the order of the struct's fields. `key` empty: the field is called as the TOML calls it.
struct Column {
  std::string_view field;
  Type type = Type::text;
  bool required = false;
  std::string_view key = {};

  [[nodiscard]] std::string_view name() const { return key.empty() ? field : key; }
};

struct Value {
  Type type = Type::text;
  std::string text;  ///< as it is compared and, for numbers and flags, written
};

struct Row {
  std::map<std::string_view, Value> values;  ///< by field
  std::uint32_t line = 0;

  [[nodiscard]] const std::string& text(std::string_view field) const { return values.at(field).text; }
};

struct Table {
  std::string_view file;   ///< stem of the TOML
  std::string_view array;  ///< its key there
  std::string_view type;   ///< C++ row type
  std::string_view name;   ///< C++ array
  std::vector<Column> columns;
  std::vector<std::string_view> sorted_by;  ///< fields; together they are the key, unique. Empty: order of the file
  std::vector<std::string_view> ignored = {};
  std::vector<Row> (*expand)(const Row&) = nullptr;  ///< one row of the TOML to the rows of the table
};

/// `base cudnn8-devel` of one release to a row for each tag.
std::vector<Row> expand_image(const Row& row) {
  constexpr std::string_view cudnn = "cudnn";
  std::vector<Row> rows;
  const std::string& images = row.text("tag");
  for (std::size_t begin = 0; begin < images.size();) {
    const std::size_t end = std::min(images.find(' ', begin), images.size());
    const std::string word = images.substr(begin, end - begin);
    const std::size_t dash = word.rfind('-');
    const std::string flavour = dash == std::string::npos ? word : word.substr(dash + 1);
    const std::string part = dash == std::string::npos ? "" : word.substr(0, dash);
    const std::string os = "ubuntu" + row.text("os");
    Row one = row;
    one.values["tag"].text = fmt::format("{}-{}-{}", row.text("version"), word, os);
    one.values["os"].text = os;
    one.values["flavour"].text = flavour;
    one.values["cudnn"].text = part.starts_with(cudnn) ? part : "";
    one.values["extra"].text = part.starts_with(cudnn) ? "" : part;
    const std::string& gone = row.text("gone");
    one.values["gone"] = {Type::flag, gone.empty() ? "false" : "true"};
    rows.push_back(std::move(one));
    begin = end + 1;
  }
  return rows;
}

const std::vector<Table>& tables() {
  using enum Type;
  static const std::vector<Table> all = {
      {"apt_renames",
       "rename",
       "facts::AptRename",
       "apt_renames",
       {{"old", text, true}, {"new_name", text, true, "new"}, {"os", text, true}, {"gone_from", version, true}},
       {"old", "os"},
       {"source"}},
      {"apt_sizes",
       "size",
       "facts::AptSize",
       "apt_sizes",
       {{"name", text, true}, {"bytes", number, true}, {"packages", number, true}, {"seconds", number}},
       {"name"}},
      {"bases", "base", "Base", "bases", {{"image", text, true}, {"python", flag}, {"tag"}}, {"image"}},
      {"bases", "kept", "std::string_view", "kept", {{"name", text, true}}, {"name"}},
      {"build_environment",
       "variable",
       "facts::BuildVariable",
       "build_variables",
       {{"name", text, true}, {"read_by", text, true}},
       {"name"}},
      {"build_environment",
       "arch",
       "Facts::ArchVariable",
       "arch_variables",
       {{"name", text, true}, {"style", text, true}},
       {"name"}},
      {"conda_installers",
       "installer",
       "CondaInstallerFact",
       "conda_installers",
       {{"name", text, true},
        {"version", version, true},
        {"machine", text, true},
        {"url", text, true},
        {"sha256", text, true}},
       {},
       {"python", "glibc", "date"}},
      {"conda_sizes",
       "size",
       "facts::ArchiveSize",
       "conda_sizes",
       {{"name", text, true}, {"version", version, true}, {"bytes", number, true}, {"with_dependencies", number}},
       {"name", "version"},
       {"estimate"}},
      {"cuda_images",
       "repository",
       "CudaRepository",
       "cuda_repository",
       {{"name", text, true}, {"os", text, true}},
       {}},
      {"cuda_images",
       "image",
       "CudaImage",
       "cuda_images",
       {{"tag", text, true, "images"},
        {"version", version, true},
        {"os", version, true, "ubuntu"},
        {"flavour"},
        {"cudnn"},
        {"gone", text},
        {"extra"}},
       {"version", "os", "tag"},
       {},
       expand_image},
      {"defaults",
       "default",
       "Defaults",
       "defaults",
       {{"ubuntu", text, true},
        {"python", text, true},
        {"uv", text, true},
        {"channel", text, true},
        {"prefix", text, true},
        {"python_headers", text, true},
        {"compiler", text, true}},
       {}},
      {"defaults", "gl", "GlPackages", "gl_packages", {{"libraries", text, true}, {"headers", text, true}}, {}},
      {"defaults",
       "word",
       "facts::ScriptWord",
       "script_words",
       {{"word", text, true}, {"wants", text, true}},
       {"word"}},
      {"distributions",
       "distribution",
       "Distribution",
       "distributions",
       {{"name", text, true},
        {"release", version, true},
        {"codename", text, true},
        {"eol"},
        {"glibc"},
        {"python"},
        {"lts", flag}},
       {"name", "release"},
       {"gcc"}},
      {"gpus",
       "capability",
       "GpuCapability",
       "gpu_capabilities",
       {{"capability", version, true}, {"architecture", text, true}, {"cuda_first"}, {"cuda_last"}},
       {"capability"}},
      {"gpus", "gpu", "Gpu", "gpus", {{"name", text, true}, {"capability", version, true}}, {"name"}},
      {"layers",
       "kind",
       "facts::KindPrior",
       "kind_priors",
       {{"name", text, true}, {"change", number, true}, {"seconds", number, true}, {"bytes", number, true}},
       {"name"}},
      {"layers",
       "package",
       "facts::PackagePrior",
       "package_priors",
       {{"manager", text, true},
        {"bandwidth", number, true},
        {"unpack", number, true},
        {"each", number, true},
        {"bytes", number, true},
        {"packages", number, true},
        {"change", number, true},
        {"source_build", number, true}},
       {"manager"}},
      {"mirrors",
       "mirror",
       "Facts::Mirror",
       "mirrors",
       {{"argument", text, true}, {"prefix", text, true}},
       {"argument"}},
      {"names",
       "package",
       "PackageNames",
       "package_names",
       {{"imported", text, true}, {"pip"}, {"conda"}, {"note"}},
       {"imported"}},
      {"needs",
       "package",
       "PackageNeeds",
       "package_needs",
       {{"manager", text, true},
        {"name", text, true},
        {"apt"},
        {"compiles_against"},
        {"build_apt"},
        {"build_tools"},
        {"wheel_index"},
        {"heavy", flag}},
       {"name", "manager"},
       {"source"}},
      {"pip_sizes",
       "size",
       "facts::ArchiveSize",
       "pip_sizes",
       {{"name", text, true}, {"version", version, true}, {"bytes", number, true}, {"with_dependencies", number}},
       {"name", "version"},
       {"estimate"}},
      {"pythons",
       "python",
       "PythonRelease",
       "pythons",
       {{"version", version, true}, {"eol"}, {"latest"}},
       {"version"},
       {"released"}},
      {"torch",
       "framework",
       "Framework",
       "framework",
       {{"name", text, true},
        {"pip", text, true},
        {"conda", text, true},
        {"companions"},
        {"toolkits"},
        {"channel"},
        {"family_channels"}},
       {}},
      {"torch",
       "build",
       "FrameworkBuild",
       "framework_builds",
       {{"version", version, true},
        {"build", text, true},
        {"cuda", version},
        {"pythons"},
        {"companions"},
        {"pip_flag"},
        {"pip_index"},
        {"pip_suffix"},
        {"conda_pin"},
        {"conda_channels"},
        {"glibc"},
        {"pypi_default", flag},
        {"released"},
        {"absent", flag}},
       {"version", "cuda", "build"},
       {"sources", "note"}},
      {"torch",
       "forge",
       "ForgeBuild",
       "forge_builds",
       {{"version", version, true}, {"cuda"}, {"pythons"}},
       {"version"},
       {"date"}},
  };
  return all;
}

struct Fault {
  std::uint32_t line;
  std::string sentence;
};

Value value_of(const Column& column, const toml::node& node) {
  const auto line = node.source().begin.line;
  const auto wrong = [&](std::string_view wanted) {
    return Fault{line, fmt::format("`{}` takes {}", column.name(), wanted)};
  };
  switch (column.type) {
    case Type::text:
    case Type::version:
      if (const auto* text = node.as_string()) return {column.type, text->get()};
      throw wrong("a string");
    case Type::number:
      if (const auto* integer = node.as_integer()) return {column.type, fmt::format("{}", integer->get())};
      if (const auto* real = node.as_floating_point()) return {column.type, fmt::format("{}", real->get())};
      throw wrong("a number");
    case Type::flag:
      if (const auto* flag = node.as_boolean()) return {column.type, flag->get() ? "true" : "false"};
      throw wrong("true or false");
  }
  throw wrong("nothing known");
}

Value empty_value(Type type) {
  switch (type) {
    case Type::number:
      return {type, "0"};
    case Type::flag:
      return {type, "false"};
    default:
      return {type, ""};
  }
}

Row row_of(const Table& table, const toml::node& node) {
  const toml::table* const entries = node.as_table();
  const auto line = node.source().begin.line;
  if (entries == nullptr) throw Fault{line, fmt::format("a row of `{}` is an inline table", table.array)};
  Row row;
  row.line = line;
  for (const Column& column : table.columns) {
    const toml::node* const found = entries->get(column.name());
    if (found == nullptr && column.required) throw Fault{line, fmt::format("`{}` is missing", column.name())};
    row.values[column.field] = found == nullptr ? empty_value(column.type) : value_of(column, *found);
  }
  for (const auto& [key, entry] : *entries) {
    const std::string_view name = key.str();
    const bool known =
        std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.name() == name; }) ||
        std::find(table.ignored.begin(), table.ignored.end(), name) != table.ignored.end();
    if (!known) throw Fault{entry.source().begin.line, fmt::format("unknown key `{}`", name)};
  }
  return row;
}

std::strong_ordering order(const Table& table, const Row& a, const Row& b) {
  for (const std::string_view field : table.sorted_by) {
    const Value& x = a.values.at(field);
    const Value& y = b.values.at(field);
    auto by = std::strong_ordering::equal;
    if (x.type == Type::version) by = envc::compare_versions(x.text, y.text);
    if (by == 0) by = x.text <=> y.text;
    if (by != 0) return by;
  }
  return std::strong_ordering::equal;
}

std::vector<Row> rows_of(const Table& table, const toml::table& document) {
  const toml::node* const found = document.get(table.array);
  if (found == nullptr || found->as_array() == nullptr) throw Fault{1, fmt::format("no array `{}`", table.array)};
  std::vector<Row> rows;
  for (const toml::node& node : *found->as_array()) {
    Row row = row_of(table, node);
    if (table.expand == nullptr) {
      rows.push_back(std::move(row));
    } else {
      const auto expanded = table.expand(row);
      rows.insert(rows.end(), expanded.begin(), expanded.end());
    }
  }
  if (rows.empty()) throw Fault{found->source().begin.line, fmt::format("`{}` is empty", table.array)};
  if (table.sorted_by.empty()) return rows;
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return order(table, a, b) < 0; });
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (order(table, rows[i - 1], rows[i]) == 0) {
      throw Fault{std::max(rows[i - 1].line, rows[i].line),
                  fmt::format("the same key as line {}", std::min(rows[i - 1].line, rows[i].line))};
    }
  }
  return rows;
}

std::string literal(const Value& value) {
  if (value.type == Type::number || value.type == Type::flag) return value.text;
  std::string quoted = "\"";
  for (const char c : value.text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string cpp_of(const Table& table, const std::vector<Row>& rows) {
  std::string cpp = fmt::format("inline constexpr {} {}[] = {{\n", table.type, table.name);
  for (const Row& row : rows) {
    std::vector<std::string> fields;
    for (const Column& column : table.columns) fields.push_back(literal(row.values.at(column.field)));
    // a table of bare names is an array of texts, not of structs
    cpp += fields.size() == 1 ? fmt::format("    {},\n", fields.front())
                              : fmt::format("    {{{}}},\n", fmt::join(fields, ", "));
  }
  return cpp + "};\n";
}

std::string generated(const std::string& path) {
  const toml::table document = toml::parse_file(path);
  for (const std::string_view key : {"source", "read"}) {
    if (!document.contains(key)) throw Fault{1, fmt::format("a table of facts says its `{}`", key)};
  }
  const std::string stem = std::filesystem::path(path).stem().string();
  std::vector<std::string_view> known = {"source", "read"};
  std::string cpp = fmt::format("// Generated from stdlib/{}.toml. Edit that file, not this one.\n", stem);
  for (const Table& table : tables()) {
    if (table.file != stem) continue;
    known.push_back(table.array);
    cpp += cpp_of(table, rows_of(table, document));
  }
  if (known.size() == 2) throw Fault{1, "no table of this name is known to generate.cpp"};
  for (const auto& [key, node] : document) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      throw Fault{node.source().begin.line, fmt::format("unknown key `{}`", key.str())};
    }
  }
  return cpp;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: envc_generate_facts FILE.toml OUT\n");
    return 2;
  }
  const std::string path = argv[1];
  try {
    const std::string cpp = generated(path);
    std::ofstream out(argv[2], std::ios::binary);
    out << cpp;
    if (!out.flush()) {
      fmt::print(stderr, "{}: cannot be written\n", argv[2]);
      return 3;
    }
  } catch (const Fault& fault) {
    fmt::print(stderr, "{}:{}: {}\n", path, fault.line, fault.sentence);
    return 1;
  } catch (const toml::parse_error& error) {
    fmt::print(stderr, "{}:{}: {}\n", path, error.source().begin.line, error.description());
    return 1;
  }
  return 0;
}
