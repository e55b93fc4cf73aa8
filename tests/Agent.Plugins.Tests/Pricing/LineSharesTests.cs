using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Pricing;

public sealed class LineSharesTests
{
    [Fact]
    public void Each_line_bears_a_discount_by_its_value()
    {
        var quote = Quote([(6_00, 1), (18_00, 1), (16_00, 1)], 5_00);

        Enumerable.Range(1, 3).Select(l => LineShares.Of(quote).Share([], [new LineUnits(l, 1)]).Paid.Minor).ShouldBe([5_25, 15_75, 14_00]);
    }

    [Fact]
    public void A_discount_beyond_the_goods_covered_fees_and_stays_with_them()
    {
        var quote = Quote([(6_00, 2)], 15_00);

        var share = LineShares.Of(quote).Share([], [new LineUnits(1, 2)]);

        (share.Paid.Minor, share.Discounts[0].Amount.Minor).ShouldBe((0, 12_00));
    }

    /// <summary>However an order is taken apart, unit by unit: what comes back is what was paid, to the last cent, for the person and for each voucher.</summary>
    [Fact]
    public void Taken_apart_in_any_order_the_parts_are_the_whole()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var lines = Enumerable.Range(0, random.Next(1, 5)).Select(_ => ((long)random.Next(0, 60_00), random.Next(1, 7))).ToArray();
            var goods = lines.Sum(l => l.Item1 * l.Item2);
            var discounts = new List<long>();
            for (var left = goods; discounts.Count < random.Next(0, 4);)
            {
                discounts.Add(random.NextInt64(0, left + 1));
                left -= discounts[^1];
            }

            var quote = Quote(lines, [.. discounts]);
            var shares = LineShares.Of(quote);
            IReadOnlyList<LineUnits> gone = [];
            var (paid, borne) = (0L, new long[discounts.Count]);
            while (LineUnits.Left(quote, gone) is { Count: > 0 } left)
            {
                var one = left[random.Next(left.Count)];
                LineUnits[] part = [one with { Units = random.Next(1, one.Units + 1) }];
                LineUnits.Check(quote, gone, part).ShouldBeNull();
                var share = shares.Share(gone, part);
                share.Paid.Minor.ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}");
                share.Discounts.ShouldAllBe(d => d.Amount.Minor >= 0, $"seed {seed}");
                paid += share.Paid.Minor;
                for (var i = 0; i < borne.Length; i++) borne[i] += share.Discounts[i].Amount.Minor;
                gone = LineUnits.Sum(gone, part);
            }

            paid.ShouldBe(goods - discounts.Sum(), $"seed {seed}");
            borne.ShouldBe([.. discounts], $"seed {seed}");
        }
    }

    private static Quote Quote((long Price, int Quantity)[] lines, params long[] discounts) => QuoteHashTests.Sample with
    {
        Lines = [.. lines.Select((l, i) => QuoteHashTests.Sample.Lines[0] with { ItemId = $"item{i}", UnitPrice = new Money(l.Price, "CNY"), Quantity = l.Quantity })],
        Discounts = [.. discounts.Select((d, i) => new Discount($"V{i}", $"V{i}", new Money(d, "CNY"), Funder.Campaign))],
        Fees = [new Fee(FeeKind.Delivery, new Money(5_00, "CNY"))],
    };
}
