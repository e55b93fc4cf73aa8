using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using static Agent.Testing.TestMenu;

namespace Agent.Plugins.Tests.Baskets;

public sealed class BasketPluginTests : IAsyncDisposable
{
    private static readonly MenuItem Taro = Item("s1-taro", 20, options: [Size, Sugar, Topping]);
    private static readonly MenuItem Noodles = Item("s1-noodles", 15, "noodles", Category.Meal, Spice);

    private readonly ShopFixture _shop = new();
    private readonly QuotingPlatform _alpha;
    private readonly QuotingPlatform _beta;

    public BasketPluginTests()
    {
        _alpha = _shop.Add("alpha", p => p.With(Store("s1"), Taro, Noodles).With(Store("s2"), Item("s2-tea", 9)));
        _beta = _shop.Add("beta", p => p.With(Store("s1"), Taro with { Price = Yuan(18) }, Noodles with { Price = Yuan(19) }));
    }

    private static BasketChange Add(string item, int? quantity = null, params string[] choices) => new(BasketAction.Add, item, Choices: choices, Quantity: quantity);

    private static BasketChange Set(string line, int? quantity = null, params string[]? choices) => new(BasketAction.Set, LineId: line, Choices: choices, Quantity: quantity);

    private async Task<BasketView> Changed(params BasketChange[] changes)
    {
        var outcome = await _shop.Basket.UpdateBasket(changes);
        return outcome.Value.ShouldNotBeNull(outcome.Refusal?.ToString());
    }

    private async Task<Refusal> Refused(params BasketChange[] changes)
    {
        var before = await Stored();
        var refusal = (await _shop.Basket.UpdateBasket(changes)).Refusal.ShouldNotBeNull();
        (await Stored()).ShouldBeEquivalentTo(before);
        return refusal;
    }

    private static void ShouldBe(Refusal refusal, RefusalCode code, string subject, params string[] choices)
    {
        (refusal.Code, refusal.Subject).ShouldBe((code, subject));
        refusal.Choices.ShouldBe(choices);
    }

    private Task<Basket> Stored() => _shop.Database.ReadAsync(tx => BasketStore.Load(tx, "p1", "c1"), CancellationToken.None);

    [Fact]
    public async Task Lines_are_priced_by_the_platform_that_is_cheapest_for_all_of_them()
    {
        var view = await Changed(Add("s1-taro", 2, "size.large", "sugar.half"));
        view.Version.ShouldBe(1);
        view.StoreName.ShouldBe("Store s1");
        view.Lines[0].UnitPrice.ShouldBe(Yuan(21));
        view.Lines[0].Choices.ShouldBe(["Large", "Half sugar"]);
        view.Estimate.ShouldBe(Yuan(42));
        view.Lines[0].Disclosures.ShouldBe([new ShownDisclosure(DisclosureKind.Contains, "milk"), new ShownDisclosure(DisclosureKind.MayContain, "soy")]);

        var both = await Changed(Add("s1-noodles", 2, "spice.hot"));
        both.Estimate.ShouldBe(both.Lines.Aggregate(Yuan(0), (sum, l) => sum + l.UnitPrice * l.Quantity));
        both.Estimate.ShouldBe(Yuan(76));
    }

    [Fact]
    public async Task Defaults_are_shown_but_not_stored()
    {
        (await Changed(Add("s1-taro"))).Lines[0].Choices.ShouldBe(["Regular", "Full sugar"]);
        (await Stored()).Lines[0].Choices.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_again_is_one_line_even_when_a_default_was_said()
    {
        await Changed(Add("s1-taro", 2));
        var line = (await Changed(Add("s1-taro", 3, "size.regular"))).Lines.ShouldHaveSingleItem();
        line.Quantity.ShouldBe(5);
        line.LineId.ShouldBe("1");
    }

    [Fact]
    public async Task A_line_changed_into_another_joins_it()
    {
        await Changed(Add("s1-taro"), Add("s1-taro", 2, "size.large"));
        var line = (await Changed(Set("2", null, "size.regular"))).Lines.ShouldHaveSingleItem();
        (line.LineId, line.Quantity).ShouldBe(("1", 3));
    }

    [Fact]
    public async Task Set_replaces_the_groups_it_names_and_leaves_the_others()
    {
        await Changed(Add("s1-taro", 2, "size.large", "sugar.half", "topping.pearls"));
        (await Changed(Set("1", null, "sugar.full"))).Lines[0].ChoiceIds.ShouldBe(["size.large", "sugar.full", "topping.pearls"]);
        (await Changed(Set("1", 4))).Lines[0].ChoiceIds.ShouldBe(["size.large", "sugar.full", "topping.pearls"]);
        var view = await Changed(Set("1", null, "topping"));
        view.Lines[0].ChoiceIds.ShouldBe(["size.large", "sugar.full"]);
        view.Lines[0].Quantity.ShouldBe(4);
    }

    [Fact]
    public async Task Quantity_zero_removes_and_an_empty_basket_has_no_store()
    {
        await Changed(Add("s1-taro"));
        var view = await Changed(Set("1", 0));
        view.Lines.ShouldBeEmpty();
        view.StoreId.ShouldBeNull();
        view.Estimate.ShouldBeNull();
    }

    [Fact]
    public async Task Clear_keeps_only_the_delivery()
    {
        await Changed(Add("s1-taro"));
        await _shop.Basket.SetDelivery("home", note: "ring");
        var view = await Changed(new BasketChange(BasketAction.Clear), Add("s2-tea"));
        view.StoreId.ShouldBe("s2");
        view.Note.ShouldBeNull();
        view.Delivery.AddressId.ShouldBe("a-home");
    }

    [Fact]
    public async Task One_bad_change_refuses_them_all()
    {
        await Changed(Add("s1-taro"));
        (await Refused(Add("s1-taro", 5), Add("s1-nothing"))).ShouldBeEquivalentTo(new Refusal(RefusalCode.ItemUnknown) { Subject = "s1-nothing" });
        (await _shop.Basket.ViewBasket()).Value!.Lines[0].Quantity.ShouldBe(1);
    }

    [Fact]
    public async Task An_option_of_another_item_is_refused_with_those_there_are()
    {
        ShouldBe(await Refused(Add("s1-taro", 1, "size.giant")), RefusalCode.OptionUnknown, "size.giant", "Regular", "Large");
        (await Refused(Add("s1-noodles", 1, "ice.none"))).Choices.ShouldBe(["Spice"]);
    }

    [Fact]
    public async Task Two_choices_where_one_is_allowed_conflict()
    {
        var refusal = await Refused(Add("s1-taro", 1, "sugar.full", "sugar.half"));
        refusal.Code.ShouldBe(RefusalCode.OptionConflict);
        refusal.Choices.ShouldBe(["Full sugar", "Half sugar"]);
        (await Refused(Add("s1-taro", 1, "topping.pearls", "topping.pudding", "topping.red_bean"))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_choice_that_nothing_is_assumed_for_is_asked()
    {
        ShouldBe(await Refused(Add("s1-noodles")), RefusalCode.OptionRequired, "Spice", "Mild", "Hot");
    }

    [Theory]
    [InlineData(0, RefusalCode.QuantityInvalid)]
    [InlineData(-3, RefusalCode.QuantityInvalid)]
    [InlineData(int.MinValue, RefusalCode.QuantityInvalid)]
    [InlineData(100, RefusalCode.QuantityTooLarge)]
    [InlineData(int.MaxValue, RefusalCode.QuantityTooLarge)]
    public async Task Quantities_that_cannot_be_are_refused(int quantity, RefusalCode code) => (await Refused(Add("s1-taro", quantity))).Code.ShouldBe(code);

    [Fact]
    public async Task Joined_lines_keep_the_most_of_a_line()
    {
        await Changed(Add("s1-taro", 60));
        (await Refused(Add("s1-taro", 60))).ShouldBeEquivalentTo(new Refusal(RefusalCode.QuantityTooLarge) { Count = 99 });
        (await Refused(Set("1", -1))).Code.ShouldBe(RefusalCode.QuantityInvalid);
    }

    [Fact]
    public async Task Thirty_lines_are_the_most()
    {
        var items = Enumerable.Range(1, 31).Select(i => Item($"s3-i{i}", 1)).ToArray();
        _alpha.With(Store("s3"), items);
        await Changed([.. items.Take(30).Select(i => Add(i.Id))]);
        (await Refused(Add("s3-i31"))).ShouldBeEquivalentTo(new Refusal(RefusalCode.TooManyLines) { Count = 30 });
    }

    [Fact]
    public async Task A_second_store_is_refused_with_both_names()
    {
        await Changed(Add("s1-taro"));
        ShouldBe(await Refused(Add("s2-tea")), RefusalCode.BasketOtherStore, "Store s2", "Store s1", "Store s2");
    }

    [Fact]
    public async Task An_unknown_line_is_refused()
    {
        (await Refused(Set("7", 2))).Code.ShouldBe(RefusalCode.LineUnknown);
        (await Refused(new BasketChange(BasketAction.Remove, LineId: "7"))).Subject.ShouldBe("7");
        (await Refused(new BasketChange(BasketAction.Add))).Code.ShouldBe(RefusalCode.ItemUnknown);
    }

    [Fact]
    public async Task Amounts_that_cannot_be_held_are_refused()
    {
        _alpha.With(Store("s4"), Item("s4-gold", 1) with { Price = new Money(long.MaxValue / 2, "CNY") });
        (await Refused(Add("s4-gold", 3))).Code.ShouldBe(RefusalCode.AmountTooLarge);
    }

    [Fact]
    public async Task With_every_platform_down_the_basket_stays_as_it_is()
    {
        await Changed(Add("s1-taro"));
        (_alpha.Down, _beta.Down) = (true, true);
        (await Refused(Add("s1-taro"))).Code.ShouldBe(RefusalCode.Unavailable);
        (await Refused(Set("1", 3))).Code.ShouldBe(RefusalCode.Unavailable);
        (await _shop.Basket.ViewBasket()).Refusal!.Platform.ShouldBe("Platform alpha");
        (_alpha.Down, _beta.Down) = (false, false);
        (await _shop.Basket.ViewBasket()).Value!.Lines[0].Quantity.ShouldBe(1);
    }

    [Fact]
    public async Task With_one_platform_down_the_other_prices_the_basket()
    {
        _beta.Down = true;
        (await Changed(Add("s1-taro"))).Estimate.ShouldBe(Yuan(20));
    }

    [Fact]
    public async Task An_item_that_only_a_silent_platform_may_know_is_not_called_unknown()
    {
        _alpha.Down = true;
        (await Refused(Add("s2-tea"))).ShouldBeEquivalentTo(new Refusal(RefusalCode.Unavailable) { Platform = "Platform alpha" });
    }

    [Fact]
    public async Task A_store_is_asked_once_a_turn_and_again_in_the_next()
    {
        await Changed(Add("s1-taro"));
        var before = _alpha.StoresAsked;
        var turn = _shop.NewBasket(_shop.Turn());
        await turn.UpdateBasket([Add("s1-taro"), Add("s1-noodles", 1, "spice.mild")]);
        await turn.ViewBasket();
        (_alpha.StoresAsked - before).ShouldBe(1);
        await _shop.Basket.ViewBasket();
        (_alpha.StoresAsked - before).ShouldBe(2);
    }

    [Fact]
    public async Task Another_persons_conversation_of_the_same_name_has_its_own_basket()
    {
        await Changed(Add("s1-taro"));
        (await _shop.NewBasket(_shop.Turn("p2")).ViewBasket()).Value!.Lines.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
