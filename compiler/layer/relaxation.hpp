// A bound, and a guide: the best order if each job waited for one job only. Such an order (an out-forest) is solved
// exactly by Horn's rule, "Single-machine job sequencing with treelike precedence ordering", SIAM J. Appl. Math. 23
// (1972): the string of the highest index goes next if it waits for nothing, else it is glued to what it waits for.
#pragma once

#include "layer/jobs.hpp"

#include <span>
#include <utility>
#include <vector>

namespace envc::scheduling {

class Relaxation {
 public:
  /// `jobs` must outlive it; `topological`: an order of them, the later of two jobs that one waits for is the one it
  /// keeps.
  Relaxation(const Jobs& jobs, const Order& topological);

  /// Which of two jobs that a third waits for is kept: the one that stands later here.
  void keep_later_of(const Order&);

  /// Lays all that is not placed, each job after one of the jobs it waits for.
  void lay(std::span<const char> placed);
  /// The same for changed worths: with each requirement u → v a price that v pays for standing before the end of u. No
  /// order that keeps the requirements gets dearer by it, so the cost is a bound, too.
  void lay_with_prices(std::span<const char> placed);

  // What `lay` found.
  [[nodiscard]] const Worth& whole() const { return whole_; }
  [[nodiscard]] const Order& order() const { return order_; }
  /// Where the strings of `order()` end.
  [[nodiscard]] const std::vector<std::uint32_t>& ends() const { return ends_; }
  /// Their worths.
  [[nodiscard]] const std::vector<Worth>& strings() const { return strings_; }

  /// Raises the bound of `lay_with_prices` for no job placed, by subgradient steps; `known` is the cost of some order.
  void find_prices(double known);
  [[nodiscard]] std::size_t edges() const { return edges_.size(); }
  [[nodiscard]] bool has_prices() const { return !prices_.empty(); }

 private:
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
  };

  void lay_strings(std::span<const char> placed);

  const Jobs& jobs_;
  std::vector<std::uint32_t> rank_;
  std::vector<Edge> edges_;
  std::vector<double> prices_;

  // Work space.
  std::vector<Worth> worth_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> head_;  ///< towards the first job of the string
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> last_;
  std::vector<char> laid_;
  std::vector<std::pair<double, std::uint32_t>> heap_;
  Worth whole_;
  Order order_;
  std::vector<std::uint32_t> ends_;
  std::vector<Worth> strings_;
};

}  // namespace envc::scheduling
