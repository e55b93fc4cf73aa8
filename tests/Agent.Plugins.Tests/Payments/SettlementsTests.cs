using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Payments;

public sealed class SettlementsTests
{
    [Fact]
    public async Task A_statement_has_gross_sales_who_bears_what_and_what_is_owed()
    {
        await using var shop = new Shop();
        shop.Pay(Offer(shop, "qt_1", "taro-house", (Funder.Merchant, 2_00), (Funder.Platform, 1_00), (Funder.Campaign, 5_00))).ShouldBeOfType<ConsentOutcome.Paid>();

        var statement = shop.Read(tx => Settlements.Of(tx, null, null, null)).ShouldHaveSingleItem();

        (statement.StoreId, statement.PlatformName, statement.Orders).ShouldBe(("taro-house", "Lotus", 1));
        (statement.Goods, statement.Fees).ShouldBe((Shop.Yuan(30_00), Shop.Yuan(4_00)));
        (statement.OffGoods + statement.OffFees).ShouldBe(new Bearers(Shop.Yuan(2_00), Shop.Yuan(1_00), Shop.Yuan(5_00)));
        statement.Commission.ShouldBe(Shop.Yuan(0));
        statement.Net.ShouldBe(Shop.Yuan(30_00 + 4_00 - 2_00 - 1_00));
        statement.Net.ShouldBe(shop.Balance(LedgerAccount.Payable("lotus")));
    }

    [Fact]
    public async Task An_order_that_vouchers_paid_in_full_is_a_sale_all_the_same()
    {
        await using var shop = new Shop();
        shop.Pay(Offer(shop, "qt_1", "taro-house", (Funder.Platform, 34_00))).ShouldBeOfType<ConsentOutcome.Paid>();
        var statement = shop.Read(tx => Settlements.Of(tx, null, null, null)).ShouldHaveSingleItem();
        (statement.Orders, statement.Goods, statement.Net).ShouldBe((1, Shop.Yuan(30_00), Shop.Yuan(0)));
    }

    [Fact]
    public async Task A_cancelled_order_is_owed_only_what_the_platform_keeps()
    {
        await using var shop = new Shop();
        shop.Pay(Offer(shop, "qt_1", "taro-house", (Funder.Campaign, 5_00))).ShouldBeOfType<ConsentOutcome.Paid>();
        shop.Platform.Fee = Shop.Yuan(3_00);
        Cancel(shop).ShouldBeOfType<ConsentOutcome.Cancelled>();

        var statement = shop.Read(tx => Settlements.Of(tx, null, null, null)).ShouldHaveSingleItem();
        (statement.Orders, statement.Refunds, statement.Net).ShouldBe((1, Shop.Yuan(29_00 - 3_00 + 5_00), Shop.Yuan(3_00)));
    }

    [Fact]
    public async Task A_period_takes_its_first_moment_and_not_its_end_and_a_store_only_its_own()
    {
        await using var shop = new Shop();
        var start = shop.Clock.GetUtcNow();
        shop.Pay(Offer(shop, "qt_1", "taro-house"));
        var paid = shop.Read(tx => Ledger.Entries(tx, LedgerAccount.Payable("lotus"), 1)).Single().At;
        shop.Clock.MoveTo(start.AddDays(1));
        shop.Pay(Offer(shop, "qt_2", "bun-house"));

        Stores(shop, null, null, null).ShouldBe(["bun-house", "taro-house"]);
        Stores(shop, "bun-house", null, null).ShouldBe(["bun-house"]);
        Stores(shop, null, paid, paid.AddTicks(1)).ShouldBe(["taro-house"]);
        Stores(shop, null, start, paid).ShouldBeEmpty();
        Stores(shop, null, paid.AddTicks(1), null).ShouldBe(["bun-house"]);
    }

    /// <summary>Payments that fail half-way, cancellations with fees kept against the agreement, problems put right: the statements still are the ledger.</summary>
    [Fact]
    public async Task The_nets_of_all_stores_sum_to_what_the_ledger_owes_the_platform()
    {
        var all = new List<Settlement>();
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var faulty = new Random(seed);
            await using var shop = new Shop(seed, (_, what) => what is "capture" or "authorise" && faulty.Next(8) == 0 ? Fault.Refused : Fault.None);
            shop.TopUp(2_000_00);
            for (var i = 0; i < 12; i++)
            {
                var funders = Enum.GetValues<Funder>().Where(_ => random.Next(2) == 0).Select(f => (f, (long)random.Next(1, 10_00))).ToArray();
                var asked = shop.Run(shop.Payments().RequestPayment(Offer(shop, $"qt_{i}", random.Next(2) == 0 ? "taro-house" : "bun-house", funders).Id, random.Next(2) == 0 ? "card" : "wallet"));
                if (asked.Succeeded) shop.Decide(asked.Value.Consent);
                (shop.Platform.Fee, shop.Platform.ProblemRefund) = (Shop.Yuan(random.Next(0, 9_00)), Shop.Yuan(random.Next(0, 40_00)));
                if (random.Next(3) == 0) Cancel(shop, () => shop.Platform.Fee = Shop.Yuan(random.Next(0, 20_00)), ignoring: random.Next(2) == 0);
                else if (random.Next(3) == 0) Deliver(shop);
            }

            shop.Read(Ledger.Verify).ShouldBeEmpty();
            var statements = shop.Read(tx => Settlements.Of(tx, null, null, null));
            statements.Sum(s => s.Net.Minor).ShouldBe(shop.Balance(LedgerAccount.Payable("lotus")).Minor, $"seed {seed}");
            statements.Sum(s => (s.OffGoods.Campaign + s.OffFees.Campaign).Minor).ShouldBeGreaterThanOrEqualTo(-shop.Balance(LedgerAccount.Campaign).Minor);
            all.AddRange(statements);
        }

        all.ShouldContain(s => s.Refunds.Minor > 0);
        all.ShouldContain(s => s.Adjustments.Minor > 0);
    }

    [Fact]
    public void A_discount_that_its_platform_does_not_split_is_split_by_what_is_left_of_the_lines_and_then_the_fees()
    {
        var quote = Quote(VirtualTime.Noon, "qt_1", "taro-house", (Funder.Merchant, 20_00), (Funder.Campaign, 12_00));
        DiscountShares.Of(quote).Select(s => (s.Lines.Select(m => m.Minor).ToArray(), s.Fees.Select(m => m.Minor).ToArray())).ShouldBe(
        [
            ([13_33, 6_67], [0, 0]),
            ([6_67, 3_33], [1_50, 50]),
        ], Comparer);
        DiscountShares.OnFees(quote)[0].ShouldBe(new Bearers(Shop.Yuan(0), Shop.Yuan(0), Shop.Yuan(1_50)));
    }

    private static IEqualityComparer<(long[] Lines, long[] Fees)> Comparer { get; } =
        EqualityComparer<(long[] Lines, long[] Fees)>.Create((a, b) => a.Lines.SequenceEqual(b.Lines) && a.Fees.SequenceEqual(b.Fees), pair => pair.Lines.Length);

    private static string[] Stores(Shop shop, string? store, DateTimeOffset? from, DateTimeOffset? until) => [.. shop.Read(tx => Settlements.Of(tx, store, from, until)).Select(s => s.StoreId)];

    private static ConsentOutcome? Cancel(Shop shop, Action? meanwhile = null, bool ignoring = false)
    {
        var asked = shop.Run(shop.Orders().RequestCancellation());
        if (!asked.Succeeded) return null;
        meanwhile?.Invoke();
        shop.Platform.IgnoresMostFee = ignoring;
        return shop.Decide(asked.Value.Consent);
    }

    private static void Deliver(Shop shop)
    {
        var open = shop.Platform.Orders.Where(o => o.Value.Order.State == OrderState.Placed).Select(o => o.Key).FirstOrDefault();
        if (open is null) return;
        shop.Platform.Move(open, OrderState.Delivered);
        shop.Run(shop.Tracker.PollAsync(CancellationToken.None));
        shop.Run(shop.Orders().ReportProblem(ProblemKind.WrongItem));
    }

    private static Quote Offer(Shop shop, string id, string store, params (Funder Funder, long Minor)[] off)
    {
        var quote = Quote(shop.Clock.GetUtcNow(), id, store, off);
        shop.Platform.Offer(quote);
        shop.Write(tx =>
        {
            QuoteStore.Save(tx, "demo", "cnv_1", [quote]);
            return true;
        });
        return quote;
    }

    private static Quote Quote(DateTimeOffset now, string id, string store, params (Funder Funder, long Minor)[] off) => new()
    {
        Id = id,
        PlatformId = "lotus",
        PlatformName = "Lotus",
        StoreId = store,
        StoreName = store,
        Payee = "Lotus",
        Lines = [new QuoteLine("taro", "Taro milk tea", [], [], 2, Shop.Yuan(10_00), AllergenInfo.Unknown), new QuoteLine("bun", "Bun", [], [], 1, Shop.Yuan(10_00), AllergenInfo.Unknown)],
        Fees = [new Fee(FeeKind.Delivery, Shop.Yuan(3_00)), new Fee(FeeKind.Packaging, Shop.Yuan(1_00))],
        Discounts = [.. off.Select(o => new Discount($"{id}-{o.Funder}", "Off", Shop.Yuan(o.Minor), o.Funder))],
        Total = Shop.Yuan(34_00 - off.Sum(o => o.Minor)),
        Delivery = new QuoteDelivery(false, "office", "Office", "1 Lake Road", now + TimeSpan.FromMinutes(20), now + TimeSpan.FromMinutes(30)),
        Substitution = Substitution.Refund,
        ExpiresAt = now + TimeSpan.FromMinutes(5),
    };
}
