// From lines to statements with bodies: depths, and which body a line stands in.
#pragma once

#include "env.hpp"
#include "syntax/shape.hpp"
#include "syntax/slips.hpp"
#include "syntax/tree.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace envc {

class Layout {
 public:
  Layout(const Source& source, Shapes shapes, Slips& slips, Diagnostics& diagnostics);

  /// A line begins whose white space is `indent`; Closes the bodies that it leaves.
  void begin_line(Span indent);
  /// A line begins whose first character is `#`: a comment, unless it stands in a script or a text.
  void begin_comment(Span indent);
  [[nodiscard]] grammar::LineKind kind() const { return kind_; }
  /// Lines that say how may still follow.
  [[nodiscard]] bool in_head_of_body() const;

  // What a line holds.
  void add_statements(std::vector<Statement>&& line);
  void add_how(HowLine&& how) { top().statement.how.push_back(std::move(how)); }
  void add_item(Word&& item);
  void add_body_line(std::uint32_t end);  ///< of a script or text; begins with the indentation
  void add_empty_line(Span line);
  /// The line has an error: what is left of it is passed over.
  void pass() { kind_ = grammar::LineKind::passed; }
  /// The statement that the line's body belongs to has an error.
  void damage_owner() { top().statement.damaged = true; }

  [[nodiscard]] const Shape* shape(std::string_view keyword) const;
  std::vector<Statement> finish();

 private:
  using Columns = std::int64_t;

  /// A statement whose body may still go on. The first frame is the file.
  struct Frame {
    Statement statement;
    Columns depth = -1;
    BodyKind body = BodyKind::statements;
    bool passed = false;                ///< the body is passed over
    bool in_head = true;                ///< no line but those that say how
    std::optional<Columns> body_depth;  ///< of the first line of the body
    std::optional<Columns> reported;    ///< a wrong depth that has been reported
    std::vector<Span> lines;            ///< of a script or text
  };

  struct Indentation {
    Columns columns = 0;
    Columns blanks = 0;  ///< plain ones in front of anything else
    Span odd;            ///< the first character that is no plain blank
    bool tab = false;
  };

  const Source& source_;
  std::vector<Shape> shapes_;  ///< by keyword
  Slips& slips_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  grammar::LineKind kind_ = grammar::LineKind::statements;
  Span indent_;
  Columns line_depth_ = 0;

  Frame& top() { return frames_.back(); }
  [[nodiscard]] Indentation measure(Span indent) const;
  void check_indentation(const Indentation&);
  void check_depth(Columns columns);
  void report_depth(Columns columns);
  void report_body();
  void push(Statement&& last);
  void close();
};

}  // namespace envc
