using Agent.Plugins.People;

namespace Agent.Plugins.Tests.People;

/// <summary>What save_address keeps, and what it refuses.</summary>
public sealed class AddressDeskTests : IAsyncDisposable
{
    private readonly ShopFixture _shop = new();

    public AddressDeskTests()
    {
        _shop.Add("alpha", p => p.With(TestMenu.Store("s1") with { Zones = ["lakeside", "tech-park"] }));
        _shop.Add("beta", p => p.With(TestMenu.Store("s2") with { Zones = ["old-town", "lakeside"] }));
    }

    private IReadOnlyList<Address> Book => _shop.Read(tx => AddressBook.List(tx, "p1"));

    [Theory]
    [InlineData("12 Lake Road", "lakeside", "12 Lake Road", "lakeside")]
    [InlineData("12 Lake Road", "Tech Park", "12 Lake Road", "tech-park")]
    [InlineData("12 Lake Road, lakeside", null, "12 Lake Road", "lakeside")]
    [InlineData("12 Lake Road in Lakeside.", null, "12 Lake Road", "lakeside")]
    [InlineData("12 Lake Road, lakeside", "LAKESIDE", "12 Lake Road", "lakeside")]
    [InlineData("湖滨路12号，tech park", null, "湖滨路12号", "tech-park")]
    [InlineData("1 Old Town Lane, old-town", null, "1 Old Town Lane", "old-town")]
    public async Task A_friends_address_is_kept_in_a_zone_that_platforms_know(string street, string? zone, string kept, string lies)
    {
        var saved = (await _shop.Basket.SaveAddress("Mei", street, zone, "Mei")).Value.ShouldNotBeNull();

        (saved.Label, saved.Street, saved.Zone, saved.Recipient, saved.Replaced).ShouldBe(("Mei", kept, lies, "Mei", false));
        var address = Book[^1];
        (address.Id, address.Street, address.Zone, address.Recipient).ShouldBe((saved.AddressId, kept, lies, "Mei"));
        _shop.Read(tx => AddressBook.AddedAt(tx, "p1", saved.AddressId)).ShouldBe(_shop.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("12 Lake Road", null, null)]
    [InlineData("12 Lake Road", "the moon", "the moon")]
    [InlineData("12 Beachlakeside", null, null)]
    public async Task A_zone_that_nobody_delivers_to_is_asked_for(string street, string? zone, string? subject)
    {
        var refusal = (await _shop.Basket.SaveAddress("Mei", street, zone)).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Subject).ShouldBe((RefusalCode.ZoneNeeded, subject));
        refusal.Choices.ShouldBe(["lakeside", "old-town", "tech-park"]);
        Book.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(" ", "12 Lake Road", RefusalCode.AddressIncomplete, null)]
    [InlineData("Mei", "\u202E\u0007", RefusalCode.AddressIncomplete, null)]
    [InlineData("Mei", "lakeside", RefusalCode.AddressIncomplete, null)]
    [InlineData("x41", "12 Lake Road", RefusalCode.NameTooLong, 40)]
    [InlineData("Mei", "x121", RefusalCode.AddressTooLong, 120)]
    public async Task What_is_missing_or_too_long_is_refused(string label, string street, RefusalCode code, int? most)
    {
        string Filled(string text) => text[0] == 'x' ? new string('x', int.Parse(text[1..], System.Globalization.CultureInfo.InvariantCulture)) : text;

        var refusal = (await _shop.Basket.SaveAddress(Filled(label), Filled(street), "lakeside", "Mei")).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Count).ShouldBe((code, (long?)most));
        (await _shop.Basket.SaveAddress("Mei", "1 Road", "lakeside", new string('x', 41))).Refusal!.Code.ShouldBe(RefusalCode.NameTooLong);
    }

    [Fact]
    public async Task Text_is_cleaned_of_what_turns_it_round()
    {
        var saved = (await _shop.Basket.SaveAddress(" M\u202Eei\n", "12\u0007 Lake\tRoad", "lakeside", "Mei\u2066")).Value!;

        (saved.Label, saved.Street, saved.Recipient).ShouldBe(("Mei", "12 Lake Road", "Mei"));
    }

    [Fact]
    public async Task The_same_label_in_any_language_is_replaced_and_new_again()
    {
        var saved = (await _shop.Basket.SaveAddress("zuhause", "1 New Road", "lakeside")).Value!;

        (saved.AddressId, saved.Label, saved.Replaced).ShouldBe(("a-home", "Home", true));
        Book.Count.ShouldBe(2);
        Book[0].Label.Chinese.ShouldBe("家");
        _shop.Read(tx => AddressBook.AddedAt(tx, "p1", "a-home")).ShouldBe(_shop.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_full_book_takes_no_more_but_still_replaces()
    {
        for (var i = Book.Count; i < 20; i++) (await _shop.Basket.SaveAddress($"Friend {i}", "1 Road", "lakeside")).Succeeded.ShouldBeTrue();

        (await _shop.Basket.SaveAddress("One more", "1 Road", "lakeside")).Refusal.ShouldBeEquivalentTo(new Refusal(RefusalCode.TooManyAddresses) { Count = 20 });
        (await _shop.Basket.SaveAddress("friend 7", "2 Road", "lakeside")).Value!.Replaced.ShouldBeTrue();
        Book.Count.ShouldBe(20);
    }

    [Fact]
    public async Task With_every_platform_down_nothing_is_kept()
    {
        foreach (var platform in _shop.Platforms.Cast<QuotingPlatform>()) platform.Down = true;

        (await _shop.Basket.SaveAddress("Mei", "12 Lake Road", "lakeside")).Refusal!.Code.ShouldBe(RefusalCode.Unavailable);
        Book.Count.ShouldBe(2);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
