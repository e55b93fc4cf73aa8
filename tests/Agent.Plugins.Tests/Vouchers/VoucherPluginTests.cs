using System.Collections.Concurrent;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Vouchers;
using static Agent.Plugins.Tests.Vouchers.TestVouchers;
using static Agent.Testing.TestMenu;

namespace Agent.Plugins.Tests.Vouchers;

public sealed class VoucherPluginTests : IAsyncDisposable
{
    private readonly ShopFixture _shop = new();
    private readonly QuotingPlatform _alpha;

    public VoucherPluginTests()
    {
        _alpha = _shop.Add("alpha", p => p.With(Store("s1"), Item("s1-taro", 20)));
        _shop.Add("beta", p => p.With(Store("s1"), Item("s1-taro", 25)));
        _alpha.Vouchers.Add(Off("ALPHA5", 5, platform: "alpha", least: 30));
        _shop.Issue(Free("FREE30", 30));
        _shop.Issue(Percent("TEN", 10, 8, "p", least: 22));
    }

    private Task<BasketView> FillAsync() => _shop.FillAsync(new BasketChange(BasketAction.Add, "s1-taro"));

    [Fact]
    public async Task Usable_ones_come_first_and_what_is_missing_is_told()
    {
        await FillAsync();
        var list = (await _shop.Vouchers.ListVouchers()).Value.ShouldNotBeNull();
        list.Vouchers.Select(v => (v.Code, v.UsableNow)).ShouldBe([("FREE30", true), ("TEN", true), ("ALPHA5", false)]);
        list.Vouchers[2].Missing.ShouldBe(Yuan(10));
        list.Vouchers[2].PlatformName.ShouldBe("Platform alpha");
        (list.Vouchers[1].Percent, list.Vouchers[1].Worth).ShouldBe((10, Yuan(8)));
        list.Unreachable.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_an_empty_basket_the_minimum_is_missing()
    {
        var list = (await _shop.Vouchers.ListVouchers()).Value.ShouldNotBeNull();
        list.Vouchers.Single(v => v.Code == "TEN").Missing.ShouldBe(Yuan(22));
        list.Vouchers.Single(v => v.Code == "FREE30").UsableNow.ShouldBeTrue();
    }

    [Fact]
    public async Task Unreachable_platforms_are_named_and_the_others_vouchers_stay()
    {
        _alpha.Down = true;
        var list = (await _shop.Vouchers.ListVouchers()).Value.ShouldNotBeNull();
        list.Unreachable.ShouldBe(["Platform alpha"]);
        list.Vouchers.Select(v => v.Code).ShouldBe(["FREE30", "TEN"], ignoreOrder: true);
    }

    [Fact]
    public async Task Those_in_use_expired_or_of_others_are_not_listed()
    {
        _shop.Issue(Off("OTHERS", 9), "p2");
        _shop.Issue(Off("OLD", 9) with { ValidUntil = VirtualTime.Noon });
        _shop.Write(tx => VoucherUses.Hold(tx, "p1", "ord_1", ["FREE30"]));
        (await _shop.Vouchers.ListVouchers()).Value!.Vouchers.Select(v => v.Code).ShouldBe(["TEN", "ALPHA5"], ignoreOrder: true);
    }

    [Fact]
    public async Task Chosen_codes_are_kept_with_the_basket()
    {
        await FillAsync();
        var choice = (await _shop.Vouchers.ApplyVouchers(["ten", " TEN ", "alpha5"])).Value.ShouldNotBeNull();
        choice.Codes.ShouldBe(["TEN", "ALPHA5"]);
        choice.Titles.ShouldBe(["Voucher TEN", "Voucher ALPHA5"]);
        (await _shop.Basket.ViewBasket()).Value!.VoucherCodes.ShouldBe(["TEN", "ALPHA5"]);
        (await _shop.Vouchers.ApplyVouchers([])).Value!.Codes.ShouldBe([]);
        (await _shop.Basket.ViewBasket()).Value!.VoucherCodes.ShouldBe([]);
        (await _shop.Vouchers.ApplyVouchers()).Value!.Codes.ShouldBeNull();
        (await _shop.Basket.ViewBasket()).Value!.VoucherCodes.ShouldBeNull();
    }

    [Fact]
    public async Task A_code_of_another_person_is_as_unknown_as_one_that_nobody_has()
    {
        _shop.Issue(Off("OTHERS", 9), "p2");
        var foreign = (await _shop.Vouchers.ApplyVouchers(["OTHERS"])).Refusal.ShouldNotBeNull();
        var invented = (await _shop.Vouchers.ApplyVouchers(["INVENT"])).Refusal.ShouldNotBeNull();
        (foreign.Code, foreign.Subject).ShouldBe((RefusalCode.VoucherUnknown, "OTHERS"));
        (foreign with { Subject = "" }).ToString().ShouldBe((invented with { Subject = "" }).ToString());
    }

    [Fact]
    public async Task A_used_code_and_two_of_a_group_are_refused_and_nothing_changes()
    {
        _shop.Write(tx => VoucherUses.Hold(tx, "p1", "ord_1", ["FREE30"]));
        (await _shop.Vouchers.ApplyVouchers(["TEN", "FREE30"])).Refusal!.Code.ShouldBe(RefusalCode.VoucherUsed);
        _shop.Issue(Off("P2", 3, "p"));
        var refusal = (await _shop.Vouchers.ApplyVouchers(["TEN", "P2"])).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Subject).ShouldBe((RefusalCode.VoucherNotUsable, "Voucher P2"));
        (await _shop.Basket.ViewBasket()).Value!.VoucherCodes.ShouldBeNull();
    }

    [Fact]
    public async Task A_code_that_only_a_silent_platform_may_know_is_not_called_unknown()
    {
        _alpha.Down = true;
        var refusal = (await _shop.Vouchers.ApplyVouchers(["ALPHA5"])).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Platform).ShouldBe((RefusalCode.Unavailable, "Platform alpha"));
    }

    [Fact]
    public async Task What_ended_lately_and_what_was_voided_is_told_with_why_and_what_ended_long_ago_is_not()
    {
        _shop.Issue(Off("OLD", 9) with { ValidUntil = VirtualTime.Noon.AddDays(-3) });
        _shop.Issue(Off("ANCIENT", 9) with { ValidUntil = VirtualTime.Noon.AddDays(-14) });
        _shop.Issue(Off("WRONG", 9));
        _shop.Read(tx => VoucherPurse.Void(tx, "WRONG", VoidReason.IssuedInError, VirtualTime.Noon)).ShouldBeTrue();
        _shop.Read(tx => VoucherPurse.Void(tx, "WRONG", VoidReason.Misused, VirtualTime.Noon)).ShouldBeFalse();
        _shop.Read(tx => VoucherPurse.Void(tx, "NOBODYS", VoidReason.Misused, VirtualTime.Noon)).ShouldBeFalse();

        var list = (await _shop.Vouchers.ListVouchers()).Value!;

        list.Vouchers.Select(v => v.Code).ShouldNotContain("WRONG");
        list.Past.ShouldBe(
        [
            new PastVoucher("WRONG", "Voucher WRONG", null, PastReason.Voided, VirtualTime.Noon, VoidReason.IssuedInError),
            new PastVoucher("OLD", "Voucher OLD", null, PastReason.Expired, VirtualTime.Noon.AddDays(-3), null),
        ]);
        (await _shop.Vouchers.ApplyVouchers(["wrong"])).Refusal!.Code.ShouldBe(RefusalCode.VoucherVoided);
        (await _shop.Vouchers.ApplyVouchers(["old"])).Refusal!.At.ShouldBe(VirtualTime.Noon.AddDays(-3));
    }

    [Fact]
    public async Task What_else_is_in_the_way_of_one_is_told()
    {
        await FillAsync();
        _shop.Issue(Off("LATER", 9) with { Terms = Off("LATER", 9).Terms! with { Hours = [new OpeningHours(new TimeOnly(17, 0), new TimeOnly(21, 0))] } });
        var shown = (await _shop.Vouchers.ListVouchers()).Value!.Vouchers.Single(v => v.Code == "LATER");
        shown.UsableNow.ShouldBeFalse();
        (shown.Bar!.Code, shown.Bar.At).ShouldBe((RefusalCode.VoucherHours, VirtualTime.Noon.AddHours(5)));
    }

    [Fact]
    public async Task After_a_few_wrong_codes_no_more_are_looked_at_for_a_while_but_ones_own_go_on()
    {
        _shop.Issue(Off("OTHERS", 9), "p2");
        for (var i = 0; i < VoucherGuesses.Most; i++)
        {
            (await _shop.Vouchers.ApplyVouchers([$"GUESS{i}"])).Refusal!.Code.ShouldBe(RefusalCode.VoucherUnknown);
            _shop.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var foreign = (await _shop.Vouchers.ApplyVouchers(["OTHERS"])).Refusal.ShouldNotBeNull();
        foreign.ToString().ShouldBe((await _shop.Vouchers.ApplyVouchers(["INVENT"])).Refusal!.ToString());
        (foreign.Code, foreign.At).ShouldBe((RefusalCode.VoucherTries, VirtualTime.Noon + VoucherGuesses.Window));
        (await _shop.Vouchers.ApplyVouchers(["TEN"])).Succeeded.ShouldBeTrue();

        _shop.Clock.MoveTo(foreign.At!.Value.AddTicks(-1));
        (await _shop.Vouchers.ApplyVouchers(["INVENT"])).Refusal!.Code.ShouldBe(RefusalCode.VoucherTries);
        _shop.Clock.MoveTo(foreign.At!.Value);
        (await _shop.Vouchers.ApplyVouchers(["INVENT"])).Refusal!.Code.ShouldBe(RefusalCode.VoucherUnknown);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_counted_like_many_in_a_row()
    {
        var codes = new ConcurrentBag<RefusalCode>();
        using var start = new Barrier(16);
        var plugins = Enumerable.Range(0, 16).Select(_ => _shop.Vouchers).ToArray();
        var workers = plugins.Select((plugin, worker) => new Thread(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < 4; i++) codes.Add(plugin.ApplyVouchers([$"GUESS{worker}-{i}"]).GetAwaiter().GetResult().Refusal!.Code);
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();

        codes.Count(c => c == RefusalCode.VoucherUnknown).ShouldBe(VoucherGuesses.Most);
        codes.Count(c => c == RefusalCode.VoucherTries).ShouldBe(64 - VoucherGuesses.Most);
        (await _shop.Vouchers.ApplyVouchers(["TEN"])).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void One_persons_guesses_do_not_slow_another()
    {
        _shop.Write(tx =>
        {
            for (var i = 0; i < VoucherGuesses.Most; i++) VoucherGuesses.Note(tx, "p2", VirtualTime.Noon);
        });
        _shop.Read(tx => VoucherGuesses.Check(tx, "p2", VirtualTime.Noon) is not null).ShouldBeTrue();
        _shop.Read(tx => VoucherGuesses.Check(tx, "p1", VirtualTime.Noon) is null).ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
