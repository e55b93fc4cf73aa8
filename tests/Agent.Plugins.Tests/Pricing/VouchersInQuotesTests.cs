using Agent.Plugins.Baskets;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using static Agent.Plugins.Tests.Vouchers.TestVouchers;
using static Agent.Testing.TestMenu;

namespace Agent.Plugins.Tests.Pricing;

public sealed class VouchersInQuotesTests : IAsyncDisposable
{
    private readonly ShopFixture _shop = new();

    private QuotingPlatform Add(string id, bool publishes = true)
    {
        var platform = new QuotingPlatform(id, _shop.Clock) { PublishesVoucherTerms = publishes }.With(Store("s1"), Item("s1-taro", 20));
        _shop.Platforms.Add(platform);
        return platform;
    }

    private async Task<Comparison> CompareAsync()
    {
        await _shop.FillAsync(new BasketChange(BasketAction.Clear), new BasketChange(BasketAction.Add, "s1-taro", Quantity: 2));
        return await AgainAsync();
    }

    private async Task<Comparison> AgainAsync() => (await _shop.Prices.ComparePrices()).Value.ShouldNotBeNull();

    private static string[] Codes(ComparedQuote quote) => [.. quote.Quote.Discounts.Select(d => d.VoucherCode).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Published_terms_need_one_quote_without_and_one_with_the_best_stack()
    {
        var alpha = Add("alpha");
        alpha.Vouchers.AddRange([Off("A8", 8, "1", platform: "alpha"), Off("A6", 6, "1", platform: "alpha"), Percent("A10", 10, 9, "2", platform: "alpha")]);
        _shop.Issue(Off("C3", 3, "3"));
        var best = (await CompareAsync()).Ranked.Single();
        Codes(best).ShouldBe(["A10", "A8", "C3"]);
        best.Quote.Total.ShouldBe(Yuan(40 + 5 - 8 - 4 - 3));
        best.BestFound.ShouldBeFalse();
        alpha.QuotesAsked.ShouldBe(2);
    }

    [Fact]
    public async Task A_free_order_covers_the_platforms_own_fees()
    {
        Add("alpha");
        _shop.Issue(Free("FREE", 100));
        (await CompareAsync()).Ranked.Single().Quote.Total.ShouldBe(Yuan(0));
    }

    [Fact]
    public async Task A_refused_voucher_is_dropped_and_the_rest_is_asked_for_again()
    {
        var alpha = Add("alpha");
        alpha.Vouchers.AddRange([Off("A8", 8, "1", platform: "alpha"), Off("B5", 5, "2", platform: "alpha")]);
        alpha.RefusedVouchers.Add("A8");
        Codes((await CompareAsync()).Ranked.Single()).ShouldBe(["B5"]);
    }

    [Fact]
    public async Task Where_the_platform_takes_off_less_than_its_terms_say_a_better_stack_is_sought()
    {
        var alpha = Add("alpha");
        alpha.Vouchers.AddRange([Off("A8", 8, "1", platform: "alpha"), Off("A6", 6, "1", platform: "alpha")]);
        alpha.Tamper = quote => quote.Discounts.Any(d => d.VoucherCode == "A8")
            ? quote with { Discounts = [quote.Discounts[0] with { Amount = Yuan(1), How = null, Split = null }], Total = quote.Total + Yuan(7) }
            : quote;
        var best = (await CompareAsync()).Ranked.Single();
        Codes(best).ShouldBe(["A6"]);
        best.Quote.Total.ShouldBe(Yuan(39));
    }

    [Fact]
    public async Task A_platform_that_refuses_everything_is_asked_a_bounded_number_of_times()
    {
        var alpha = Add("alpha");
        for (var i = 0; i < 20; i++)
        {
            alpha.Vouchers.Add(Off($"V{i:00}", 5, $"{i}", platform: "alpha"));
            alpha.RefusedVouchers.Add($"V{i:00}");
        }

        var best = (await CompareAsync()).Ranked.Single();
        best.Quote.Discounts.ShouldBeEmpty();
        best.BestFound.ShouldBeTrue();
        alpha.QuotesAsked.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task Hidden_terms_are_found_out_by_quotes()
    {
        var alpha = Add("alpha", publishes: false);
        alpha.Vouchers.AddRange([Off("A8", 8, "1", platform: "alpha"), Off("A6", 6, "1", platform: "alpha"), Off("A50", 50, "2", least: 99, platform: "alpha")]);
        _shop.Issue(Off("C3", 3, "3"));
        var best = (await CompareAsync()).Ranked.Single();
        Codes(best).ShouldBe(["A8", "C3"]);
        best.Quote.Total.ShouldBe(Yuan(34));
        best.BestFound.ShouldBeFalse();
        alpha.QuotesAsked.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task With_many_hidden_vouchers_the_quotes_stay_bounded_and_it_says_best_found()
    {
        var alpha = Add("alpha", publishes: false);
        for (var i = 0; i < 9; i++) alpha.Vouchers.Add(Off($"V{i}", 1 + i, $"{i}", platform: "alpha"));
        var best = (await CompareAsync()).Ranked.Single();
        alpha.QuotesAsked.ShouldBe(12);
        best.BestFound.ShouldBeTrue();
        best.Quote.Total.ShouldBeLessThanOrEqualTo(Yuan(45 - 9));
    }

    [Fact]
    public async Task A_better_voucher_explains_the_difference()
    {
        Add("alpha").Vouchers.Add(Off("A8", 8, platform: "alpha"));
        Add("beta");
        var why = (await CompareAsync()).Ranked[1].Why;
        (why.Code, why.Amount).ShouldBe((WhyCode.Dearer, Yuan(8)));
        why.Causes.ShouldBe([new PriceCause(PricePart.Vouchers, Yuan(8))]);
    }

    [Fact]
    public async Task Chosen_codes_are_used_where_they_are_taken_and_no_others()
    {
        Add("alpha").Vouchers.AddRange([Off("A8", 8, "1", platform: "alpha"), Off("A2", 2, "2", platform: "alpha")]);
        Add("beta").Vouchers.Add(Off("B9", 9, platform: "beta"));
        _shop.Issue(Off("C3", 3, "3"));
        await CompareAsync();
        await _shop.Vouchers.ApplyVouchers(["A2", "C3"]);
        (await AgainAsync()).Ranked.Select(q => string.Join(' ', Codes(q))).ShouldBe(["A2 C3", "C3"]);
        await _shop.Vouchers.ApplyVouchers([]);
        (await AgainAsync()).Ranked.ShouldAllBe(q => q.Quote.Discounts.Count == 0);
    }

    [Fact]
    public async Task A_chosen_code_that_does_not_fit_is_shown_as_why_there_is_no_quote()
    {
        Add("alpha").Vouchers.Add(Off("A8", 8, "1", least: 55, platform: "alpha"));
        Add("beta");
        await CompareAsync();
        await _shop.Vouchers.ApplyVouchers(["A8"]);
        var comparison = await AgainAsync();
        comparison.Ranked.Single().Quote.PlatformId.ShouldBe("beta");
        var refusal = comparison.Others.Single().Refusal;
        (refusal.Code, refusal.Amount, refusal.Platform).ShouldBe((RefusalCode.VoucherNotUsable, Yuan(15), "Platform alpha"));
    }

    [Fact]
    public async Task A_voucher_in_use_is_neither_chosen_nor_quietly_left_out()
    {
        Add("alpha");
        _shop.Issue(Off("C3", 3));
        await CompareAsync();
        await _shop.Vouchers.ApplyVouchers(["C3"]);
        _shop.Write(tx => VoucherUses.Hold(tx, "p1", "ord_1", ["C3"]));
        (await AgainAsync()).Others.Single().Refusal.Code.ShouldBe(RefusalCode.VoucherUsed);
        await _shop.Vouchers.ApplyVouchers();
        (await AgainAsync()).Ranked.Single().Quote.Discounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_platform_cannot_speak_for_anothers_vouchers()
    {
        Add("alpha").Vouchers.Add(Off("B9", 9, platform: "beta"));
        Add("beta");
        (await CompareAsync()).Ranked.ShouldAllBe(q => q.Quote.Discounts.Count == 0);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
