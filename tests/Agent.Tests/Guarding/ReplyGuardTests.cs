using Agent.Guarding;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Tests.Guarding;

public sealed class ReplyGuardTests
{
    private static readonly DateTimeOffset Noon = Testing.VirtualTime.Noon;
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("Panda is ¥24.50, delivered by 12:35.")]
    [InlineData("That is 24.50 yuan in all.")]
    [InlineData("CNY 24.5 it is")]
    [InlineData("It comes to ¥1,234.50 for the party.")]
    [InlineData("You save ¥3 with New Year 20%.")]
    [InlineData("20 percent off, that is.")]
    [InlineData("Delivered by 12:35 PM.")]
    [InlineData("It is 12:00 now.")]
    [InlineData("Order K7M2QX is on its way (ord_0123456789k7m2qx).")]
    [InlineData("Your code SAVE20NOW works.")]
    [InlineData("Two teas under ¥30, as you said.")]
    [InlineData("At 6 pm, as you wish, or at 18:00.")]
    [InlineData("一共24.5元，12:35前送到。")]
    [InlineData("一共24块5，已经打8折了。")]
    [InlineData("下午6点送到，共24.50元。")]
    [InlineData("省了3块钱，优惠20%。")]
    [InlineData("Das macht 24,50 ¥, Lieferung bis 12:35 Uhr.")]
    [InlineData("Zusammen 1.234,50 ¥, also 20 Prozent weniger.")]
    [InlineData("Um 18 Uhr bei dir, Bestellung K7M2QX.")]
    [InlineData("3 teas, 2 platforms, 35 minutes, size 500 ml, floor 12.")]
    [InlineData("No figures at all.")]
    public void What_a_function_returned_or_the_person_said_passes(string text)
    {
        foreach (var size in new[] { 1, 2, 3, 7, 1000 }) Pass(text, size).ShouldBe((text, null), $"in pieces of {size}");
    }

    [Theory]
    [InlineData("Panda is ¥24.60.", "¥24.60")]
    [InlineData("Panda is ¥245.", "¥245")]
    [InlineData("That is 19.90 yuan in all.", "19.90 yuan")]
    [InlineData("Only 9.9 € today!", "9.9 €")]
    [InlineData("You save 25%.", "25%")]
    [InlineData("35 percent off, that is.", "35 percent")]
    [InlineData("It will be there by 12:40.", "12:40")]
    [InlineData("Delivered at 7 pm sharp.", "7 pm")]
    [InlineData("Order ABC123 is paid.", "ABC123")]
    [InlineData("See ord_9999999999zzzzzz.", "ord_9999999999zzzzzz")]
    [InlineData("Call 13800138000 then.", "13800138000")]
    [InlineData("一共25元。", "25元")]
    [InlineData("一共24块6。", "24块6")]
    [InlineData("今天打6折。", "6折")]
    [InlineData("百分之三十，不，百分之35。", "百分之35")]
    [InlineData("下午3点半送到。", "下午3点半")]
    [InlineData("Das macht 24,60 ¥.", "24,60 ¥")]
    [InlineData("Du sparst 15 Prozent.", "15 Prozent")]
    [InlineData("Gegen 19 Uhr ist es da.", "19 Uhr")]
    [InlineData("Das kostet 1.234,60 ¥ im Ganzen.", "1.234,60 ¥")]
    public void A_figure_without_a_source_never_gets_out(string text, string figure)
    {
        foreach (var size in new[] { 1, 2, 3, 7, 1000 })
        {
            var (shown, refused) = Pass(text, size);
            refused.ShouldBe(figure, $"in pieces of {size}");
            text.ShouldStartWith(shown);
            var whole = text.IndexOf(figure, StringComparison.Ordinal) + figure.Length;
            shown.Length.ShouldBeLessThan(whole, $"in pieces of {size}");
        }
    }

    [Fact]
    public void Text_without_figures_is_never_held()
    {
        var guard = Guard();
        foreach (var piece in new[] { "Let", " me", " look", " for", " 芋泥", "奶茶", "." }) guard.Push(piece).ShouldBe(piece);
    }

    [Theory]
    [InlineData("Together ", "¥1,259.00", ".")]
    [InlineData("The rest is ", "¥1,210.00", ".")]
    [InlineData("一共", "1259元", "。")]
    [InlineData("Zusammen ", "1.259,00 ¥", ".")]
    public void A_sum_or_a_difference_of_what_is_known_has_no_source(string before, string figure, string after)
    {
        Pass($"{before}¥1,234.50 / ¥24.50{after}", 3).Refused.ShouldBeNull();
        Pass(before + figure + after, 3).Refused.ShouldBe(figure);
    }

    [Theory]
    [InlineData("That is $24.50.", "$24.50")]
    [InlineData("Das macht 24,50 €.", "24,50 €")]
    [InlineData("一共24.5美元。", "24.5美元")]
    [InlineData("It is twenty-four euros.", "twenty-four euros")]
    public void The_right_number_in_another_currency_has_no_source(string text, string figure) => Pass(text, 2).Refused.ShouldBe(figure);

    [Fact]
    public void Text_that_passes_costs_no_memory()
    {
        var guard = new TeaRound(Language.English).Guard();
        string[] tokens = ["Let", " me", " look", " for", " it", ", please", " wait", ".", " I", " think", " your", " tea", " is", " well", " chosen", ";", " here", " it", " comes", "!\n", "您", "稍", "等", "，", "这", "就", "来", "。", " Schön", ", dass", " du", " da", " bist", ". "];
        Push(guard, tokens, 20);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Push(guard, tokens, 200);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void No_more_is_held_than_a_figure_needs()
    {
        var guard = Guard();
        guard.Push("It costs ").ShouldBe("It costs ");
        guard.Push("¥24").ShouldBe("");
        guard.Push(".50").ShouldBe("");
        guard.Push(" in").ShouldBe("");
        guard.Push(" all").ShouldBe("¥24.50 in all");
    }

    private static void Push(ReplyGuard guard, string[] tokens, int times)
    {
        for (var i = 0; i < times; i++)
            foreach (var token in tokens)
                if (!ReferenceEquals(guard.Push(token), token)) throw new InvalidOperationException($"'{token}' was held.");
    }

    private static (string Shown, string? Refused) Pass(string text, int size)
    {
        var guard = Guard();
        var shown = "";
        for (var at = 0; at < text.Length; at += size) shown += guard.Push(text.Substring(at, Math.Min(size, text.Length - at)));
        shown += guard.Finish();
        return (shown, guard.Refused?.Text);
    }

    private static ReplyGuard Guard()
    {
        var sources = new FigureSources();
        sources.Fold(new TurnStarted("two teas under 30 please, at 6 pm", Language.English));
        sources.Fold(new ToolFinished("1", "list_vouchers", new VoucherList([new ShownVoucher("SAVE20NOW", "New Year 20%", null, Funder.Campaign, new Money(300, "CNY"), 20, null, null, Noon.AddDays(1), true)], [])));
        sources.Fold(new ToolFinished("2", "get_wallet", new WalletView(new Money(123450, "CNY"), [], [])));
        sources.Fold(new ToolFinished("3", "track_order", Order()));
        return new ReplyGuard(sources, Zone, () => Noon);
    }

    private static OrderView Order()
    {
        var quote = new Quote
        {
            Id = "qt_1",
            PlatformId = "a",
            PlatformName = "Panda",
            StoreId = "s",
            StoreName = "Tea House",
            Payee = "Tea Ltd",
            Lines = [],
            Fees = [],
            Discounts = [],
            Total = new Money(2450, "CNY"),
            Delivery = new QuoteDelivery(false, "home", "home", "Street 1", Noon.AddMinutes(25), Noon.AddMinutes(35)),
            Substitution = Substitution.Refund,
            ExpiresAt = Noon.AddMinutes(10).ToUniversalTime(),
        };
        return new OrderView("ord_0123456789k7m2qx", "K7M2QX", OrderState.Placed, quote, "card", [], Noon, Noon.AddMinutes(35), Noon.AddMinutes(35), 35, null, null, null, new Money(0, "CNY"));
    }
}
