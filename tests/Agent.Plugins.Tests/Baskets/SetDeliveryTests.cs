using Agent.Plugins.Baskets;
using Agent.Plugins.People;

namespace Agent.Plugins.Tests.Baskets;

public sealed class SetDeliveryTests : IAsyncDisposable
{
    private readonly ShopFixture _shop = new();

    [Theory]
    [InlineData("a-office")]
    [InlineData("OFFICE")]
    [InlineData("公司")]
    [InlineData("büro")]
    [InlineData("  Office ")]
    [InlineData("willow tower")]
    public async Task An_address_is_found_by_id_label_or_street(string said) =>
        (await _shop.Basket.SetDelivery(said)).Value.ShouldNotBeNull().Delivery.AddressId.ShouldBe("a-office");

    [Theory]
    [InlineData("the moon")]
    [InlineData("Willow")]
    [InlineData("")]
    public async Task An_unknown_or_ambiguous_address_is_refused_with_the_labels(string said)
    {
        var refusal = (await _shop.NewBasket(_shop.Turn(language: Language.German)).SetDelivery(said)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.AddressUnknown);
        refusal.Choices.ShouldBe(["Zuhause", "Büro"]);
    }

    [Fact]
    public async Task Pick_up_and_an_address_replace_each_other()
    {
        await _shop.Basket.SetDelivery("home");
        var fetched = (await _shop.Basket.SetDelivery(pickup: true)).Value!.Delivery;
        (fetched.Pickup, fetched.AddressId).ShouldBe((true, null));
        var brought = (await _shop.Basket.SetDelivery("home")).Value!.Delivery;
        (brought.Pickup, brought.Label).ShouldBe((false, "Home"));
    }

    [Theory]
    [InlineData("18:30", 18, 30)]
    [InlineData("2026-02-06T18:30", 18, 30)]
    [InlineData("2026-02-06 18:30:00", 18, 30)]
    [InlineData("2026-02-06T10:30:00Z", 18, 30)]
    [InlineData("2026-02-06T11:30+01:00", 18, 30)]
    [InlineData("12:00", 12, 0)]
    public async Task A_time_is_the_persons_local_time(string said, int hour, int minute) =>
        (await _shop.Basket.SetDelivery(time: said)).Value.ShouldNotBeNull().Delivery.At.ShouldBe(new DateTimeOffset(2026, 2, 6, hour, minute, 0, TimeSpan.FromHours(8)));

    [Theory]
    [InlineData("11:59", RefusalCode.TimePast)]
    [InlineData("2020-01-01T12:00", RefusalCode.TimePast)]
    [InlineData("2026-02-13T12:01", RefusalCode.TimeTooFar)]
    [InlineData("25:00", RefusalCode.TimeUnclear)]
    [InlineData("after lunch", RefusalCode.TimeUnclear)]
    [InlineData("", RefusalCode.TimeUnclear)]
    public async Task A_time_that_cannot_be_is_refused_and_nothing_changes(string said, RefusalCode code)
    {
        await _shop.Basket.SetDelivery(time: "18:30");
        (await _shop.Basket.SetDelivery("home", time: said)).Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        var delivery = (await _shop.Basket.ViewBasket()).Value!.Delivery;
        (delivery.AddressId, delivery.At!.Value.Hour).ShouldBe((null, 18));
    }

    [Fact]
    public async Task As_soon_as_possible_takes_a_time_back()
    {
        await _shop.Basket.SetDelivery(time: "18:30");
        (await _shop.Basket.SetDelivery(time: "ASAP")).Value!.Delivery.At.ShouldBeNull();
    }

    [Fact]
    public async Task A_time_that_the_clocks_leap_over_is_unclear()
    {
        var turn = _shop.Turn() with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        _shop.Clock.MoveTo(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero));
        (await _shop.NewBasket(turn).SetDelivery(time: "2026-03-29T02:30")).Refusal!.Code.ShouldBe(RefusalCode.TimeUnclear);
    }

    [Fact]
    public async Task A_note_is_kept_clean_and_short()
    {
        (await _shop.Basket.SetDelivery(note: "ring\u0007 twice\nplease \u202Egnp")).Value!.Note.ShouldBe("ring twice please gnp");
        (await _shop.Basket.SetDelivery(note: new string('x', 201))).Refusal.ShouldBeEquivalentTo(new Refusal(RefusalCode.NoteTooLong) { Count = 200 });
        (await _shop.Basket.SetDelivery(note: new string('x', 200))).Value!.Note!.Length.ShouldBe(200);
        (await _shop.Basket.SetDelivery(note: " ")).Value!.Note.ShouldBeNull();
    }

    [Fact]
    public async Task A_gift_is_one_by_word_and_by_where_it_goes()
    {
        AddMei();
        (await _shop.Basket.SetDelivery("home")).Value!.Delivery.Gift.ShouldBeNull();
        (await _shop.Basket.SetDelivery(gift: true)).Value!.Delivery.Gift.ShouldBe(new GiftTo(null));
        (await _shop.Basket.SetDelivery(gift: false)).Value!.Delivery.Gift.ShouldBeNull();
        (await _shop.Basket.SetDelivery("mei")).Value!.Delivery.ShouldSatisfyAllConditions(d => d.AddressId.ShouldBe("a-mei"), d => d.Gift.ShouldBe(new GiftTo("Mei")));
        (await _shop.Basket.SetDelivery(gift: false)).Value!.Delivery.Gift.ShouldBeNull();
        (await _shop.Basket.SetDelivery("home")).Value!.Delivery.Gift.ShouldBeNull();
    }

    [Fact]
    public async Task A_gift_goes_to_where_its_recipient_lives_unless_another_place_is_said()
    {
        AddMei();
        await _shop.Basket.SetDelivery("home");
        var there = (await _shop.Basket.SetDelivery(recipient: "MEI")).Value!.Delivery;
        (there.AddressId, there.Gift).ShouldBe(("a-mei", new GiftTo("MEI")));
        var here = (await _shop.Basket.SetDelivery("office", recipient: "Mei")).Value!.Delivery;
        (here.AddressId, here.Gift).ShouldBe(("a-office", new GiftTo("Mei")));
        var stranger = (await _shop.Basket.SetDelivery(recipient: "Ben")).Value!.Delivery;
        (stranger.AddressId, stranger.Gift).ShouldBe(("a-office", new GiftTo("Ben")));
        (await _shop.Basket.SetDelivery("Mei")).Value!.Delivery.Gift.ShouldBe(new GiftTo("Mei"));
        var fetched = (await _shop.Basket.SetDelivery(pickup: true, recipient: "Mei")).Value!.Delivery;
        (fetched.AddressId, fetched.Pickup, fetched.Gift).ShouldBe((null, true, new GiftTo("Mei")));
    }

    [Fact]
    public async Task A_recipients_name_is_bounded_and_cleaned()
    {
        (await _shop.Basket.SetDelivery(recipient: "Me\u202Ei ")).Value!.Delivery.Gift.ShouldBe(new GiftTo("Mei"));
        (await _shop.Basket.SetDelivery(recipient: new string('x', 41))).Refusal.ShouldBeEquivalentTo(new Refusal(RefusalCode.NameTooLong) { Count = 40 });
    }

    private void AddMei() => _shop.Write(tx => AddressBook.Save(tx, "p1", new Address("a-mei", new LocalizedText("Mei", "Mei", "Mei"), "12 Lake Road", "z1") { Recipient = "Mei" }, _shop.Clock.GetUtcNow()));

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
