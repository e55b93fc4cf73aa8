namespace Agent.Sandbox.Tests.Catalogue;

public sealed class BrokenCatalogueTests
{
    private const string Tea = "stores/cloud-leaf.yaml";
    private const string Noodles = "stores/red-lantern-noodles.yaml";

    [Theory]
    // Platforms.
    [InlineData("platforms.yaml", "minimum_order:", "minimal_order:", "has no key 'minimal_order' (did you mean 'minimum_order'?)")]
    [InlineData("platforms.yaml", "id: swift-bowl", "id: magpie-dash", "the platform 'magpie-dash' is already in platforms.yaml, line 8")]
    [InlineData("platforms.yaml", "id: swift-bowl", "id: Swift Bowl", "'Swift Bowl' is not an id")]
    [InlineData("platforms.yaml", "delivery_fee: \"4.00\"", "delivery_fee: \"-4.00\"", "-4.00 is negative")]
    [InlineData("platforms.yaml", "delivery_fee: \"4.00\"", "delivery_fee: 4", "'4' is not an amount; write it with two decimals, as \"15.00\"")]
    [InlineData("platforms.yaml", "delivery_fee: \"4.00\"", "delivery_fee: \"4,00\"", "is not an amount")]
    [InlineData("platforms.yaml", "delivery_fee: \"4.00\"", "delivery_fee: \"400.00\"", "400.00 is out of bounds; 0.00 to 100.00")]
    [InlineData("platforms.yaml", "zones: [old-town, tech-park,", "zones: [old-twon, tech-park,", "'old-twon' is not a zone (did you mean 'old-town'?)")]
    [InlineData("platforms.yaml", "feed: true", "feed: sure", "'sure' is neither true nor false")]
    [InlineData("platforms.yaml", "percent: 2,", "percent: \"2.555\",", "'2.555' is not a percentage")]
    [InlineData("platforms.yaml", "accept: 1,", "accept: 0,", "'0' is not a whole number from 1 to 240")]
    [InlineData("platforms.yaml", "cancellation_percent: 20", "cancellation_percent: 120", "'120' is not a percentage")]
    // Options.
    [InlineData("options.yaml", "default: regular", "default: medium", "'medium' is not a choice of the option group 'size'; its choices are small, regular, large")]
    [InlineData("options.yaml", "id: large,", "id: small,", "the choice 'small' is already in options.yaml")]
    [InlineData("options.yaml", "id: portion", "id: size", "the option group 'size' is already in options.yaml")]
    [InlineData("options.yaml", ", de: klein", "", "a text in three languages lacks the key 'de'; add it")]
    [InlineData("options.yaml", "zh: 小杯", "zh: \"\"", "a text is expected here, and it may not be empty")]
    [InlineData("options.yaml", "most: 3", "most: 9", "'9' is not a whole number from 1 to 6")]
    [InlineData("options.yaml", "price_change: \"3.00\"", "price_change: three", "'three' is not an amount")]
    // Stores and their listings.
    [InlineData(Tea, "category: milk_tea", "category: tea", "'tea' is not a category; write one of milk_tea, coffee")]
    [InlineData(Tea, "hours: \"09:00-23:00\"", "hours: 9-23", "'9-23' are not opening hours")]
    [InlineData(Tea, "hours: \"09:00-23:00\"", "hours: \"09:00-24:00\"", "are not opening hours")]
    [InlineData(Tea, "hours: \"09:00-23:00\"", "hours: \"09:00-09:00\"", "write \"always\"")]
    [InlineData(Tea, "platform: swift-bowl", "platform: swift-boul", "'swift-boul' is not a platform (did you mean 'swift-bowl'?)")]
    [InlineData(Tea, "platform: swift-bowl", "platform: magpie-dash", "the platform 'magpie-dash' is already in stores/cloud-leaf.yaml")]
    [InlineData(Tea, "zones: [old-town, tech-park, lakeside]", "zones: [old-town, tech-park, riverside]", "Swift Bowl does not deliver to the zone 'riverside'")]
    [InlineData(Tea, "zones: [old-town, tech-park, lakeside]", "zones: [old-town, old-town]", "the zone 'old-town' is already in")]
    [InlineData(Tea, "rating: \"4.7\"", "rating: \"5.1\"", "'5.1' is not a rating")]
    [InlineData(Tea, "price_percent: 95", "price_percent: cheap", "'cheap' is not a percentage")]
    [InlineData(Tea, "prices: { taro-milk-tea:", "prices: { taro-milk-tee:", "has no key 'taro-milk-tee' (did you mean 'taro-milk-tea'?)")]
    [InlineData(Tea, "without: [salted-cheese-oolong]", "without: [salty-oolong]", "'salty-oolong' is not an item of the store 'cloud-leaf'")]
    [InlineData("stores/corner-24.yaml", "id: corner-24", "id: cloud-leaf", "the store 'cloud-leaf' is already in stores/cloud-leaf.yaml")]
    [InlineData("stores/pepper-house.yaml", "zones: [old-town, riverside, tech-park]", "zones: []", "neither delivers nor offers pick-up")]
    // Items.
    [InlineData(Tea, "[size, sugar, ice, topping]", "[size, suger, ice, topping]", "item 'taro-milk-tea' names the option group 'suger', which options.yaml does not define (did you mean 'sugar'?)")]
    [InlineData(Tea, "[size, sugar, ice, topping]", "[size, sugar, ice, size]", "the option group of the item 'size' is already in")]
    [InlineData(Tea, "only: [normal, less, none]", "only: [less, none]", "the default 'normal' of the option group 'ice' is not among the choices that are kept")]
    [InlineData(Tea, "only: [normal, less, none]", "only: [normal, lots]", "'lots' is not a choice of the option group 'ice'")]
    [InlineData(Tea, "default: none }", "default: zero }", "'zero' is not a choice of the option group 'sugar'")]
    [InlineData(Tea, "id: classic-pearl-milk-tea", "id: taro-milk-tea", "the item 'taro-milk-tea' is already in stores/cloud-leaf.yaml")]
    [InlineData(Tea, "price: \"16.00\"", "price: \"-16.00\"", "-16.00 is negative")]
    [InlineData(Tea, "price: \"16.00\"", "price: \"16000.00\"", "16000.00 is out of bounds; 0.01 to 2000.00")]
    [InlineData(Tea, "price: \"16.00\"", "price: \"1.00\"", "falls below zero with its cheapest options")]
    [InlineData(Tea, "contains: [milk]", "contains: [milc]", "'milc' is not an allergen (did you mean 'milk'?)")]
    [InlineData(Tea, "dietary: [vegetarian]", "dietary: [veggie]", "'veggie' is not a dietary mark")]
    [InlineData(Tea, "stock: 6", "stock: -6", "'-6' is not a whole number from 0")]
    [InlineData(Tea, "kind: taro-milk-tea", "sort: taro-milk-tea", "an item has no key 'sort'")]
    [InlineData(Tea, "items:", "items: none", "this is not valid YAML", 1)]
    [InlineData(Noodles, "must_choose: true", "must_choose: perhaps", "'perhaps' is neither true nor false")]
    // Vouchers.
    [InlineData("vouchers.yaml", "platform: magpie-dash", "platform: magpie", "'magpie' is not a platform")]
    [InlineData("vouchers.yaml", "holder: demo", "holder: somebody", "'somebody' is not a person")]
    [InlineData("vouchers.yaml", "valid_until: \"2026-12-31\"", "valid_until: \"2025-12-31\"", "the voucher ends before it begins")]
    [InlineData("vouchers.yaml", "valid_from: \"2026-01-01\"", "valid_from: \"1.1.2026\"", "'1.1.2026' is not a day; write \"2026-02-28\"")]
    [InlineData("vouchers.yaml", "code: MAGPIE-12-OFF-60", "code: MAGPIE-TEA-20", "the voucher 'MAGPIE-TEA-20' is already in vouchers.yaml")]
    [InlineData("vouchers.yaml", "categories: [milk_tea]", "categories: [milktea]", "'milktea' is not a category (did you mean 'milk_tea'?)")]
    [InlineData("vouchers.yaml", "percent: 20, cap: \"8.00\"", "percent: 20", "a percentage off lacks the key 'cap'")]
    [InlineData("vouchers.yaml", "funder: merchant", "funder: nobody", "'nobody' is not a funder")]
    [InlineData("vouchers.yaml", "item: egg-tarts", "item: egg-tart", "'egg-tart' is not an item's id or kind (did you mean 'egg-tarts'?)")]
    [InlineData("vouchers.yaml", "options: false, up_to", "options: none, up_to", "'none' is neither true nor false")]
    [InlineData("vouchers.yaml", "n: 2, most: 2", "n: 0, most: 2", "'0' is not a whole number from 1 to 20")]
    [InlineData("vouchers.yaml", "n: 2, most: 2", "n: 2", "a free piece lacks the key 'most'")]
    [InlineData("vouchers.yaml", "fee: delivery", "fee: service", "'service' is not a fee that can be waived; write one of delivery, packaging")]
    [InlineData("vouchers.yaml", "stores: [old-town-pastry]", "stores: [old-town-pastri]", "'old-town-pastri' is not a store (did you mean 'old-town-pastry'?)")]
    [InlineData("vouchers.yaml", "zones: [lakeside]", "zones: [lakesite]", "'lakesite' is not a zone (did you mean 'lakeside'?)")]
    [InlineData("vouchers.yaml", "hours: [\"21:00-02:00\"]", "hours: [\"21-02\"]", "'21-02' are not opening hours")]
    [InlineData("vouchers.yaml", "methods: [wallet]", "methods: [cash]", "'cash' is not a way to pay")]
    [InlineData("vouchers.yaml", "first_order_only: true", "first_order_only: maybe", "'maybe' is neither true nor false")]
    [InlineData("vouchers.yaml", "orders: 1, per: day", "orders: 1, per: week", "'week' is not what the orders are counted by; write one of day, person")]
    [InlineData("vouchers.yaml", "excludes: [magpie-extra]", "excludes: [magpie-treats]", "'magpie-treats' is not a stacking group of this file (did you mean 'magpie-treat'?)")]
    [InlineData("vouchers.yaml", "excludes: [magpie-extra]", "excludes: [magpie-treat]", "vouchers of one group never join as it is")]
    [InlineData("vouchers.yaml", "stacking_group: magpie-shop", "stacking_group: Magpie!", "'Magpie!' is not an id")]
    // The person.
    [InlineData("person.yaml", "wallet: \"200.00\"", "wallet: \"-1.00\"", "-1.00 is negative")]
    [InlineData("person.yaml", "zone: lakeside", "zone: lakesite", "'lakesite' is not a zone (did you mean 'lakeside'?)")]
    [InlineData("person.yaml", "id: office", "id: home", "the address 'home' is already in person.yaml")]
    [InlineData("person.yaml", "item: strawberries", "item: strawberry", "'strawberry' is not an item of this store")]
    [InlineData("person.yaml", "choices: [cut.cut]", "choices: [cut.diced]", "'cut.diced' is not a choice of 'pomelo'; write one of cut.whole, cut.cut")]
    [InlineData("person.yaml", "store: sunny-orchard", "store: willow-market", "'willow-market' is not a store on 'swift-bowl'")]
    [InlineData("person.yaml", "address: home", "address: house", "'house' is not an address")]
    [InlineData("person.yaml", "quantity: 1", "quantity: 0", "'0' is not a whole number from 1 to 99")]
    [InlineData("person.yaml", "placed: \"2026-01-24 15:10\"", "placed: yesterday", "'yesterday' is not a moment")]
    [InlineData("person.yaml", "delivered: \"2026-01-24 15:31\"", "delivered: \"2026-01-24 15:09\"", "delivered before it was placed")]
    public void A_mistake_is_told_with_file_line_and_what_to_change(string file, string from, string to, string told, int below = 0)
    {
        using var copy = new CatalogueCopy();
        var line = copy.Change(file, from, to) + below;
        var error = copy.Refused();
        error.Message.ShouldStartWith($"{file}, line {line}: ");
        error.Message.ShouldContain(told);
        error.Subject.ShouldBe(file);
    }

    [Theory]
    [InlineData("platforms.yaml", "    payee: Magpie Dash Sandbox Ltd.\n", "a platform lacks the key 'payee'", 2)]
    [InlineData("options.yaml", "    least: 1\n", "an option group lacks the key 'least'", 2)]
    [InlineData(Tea, "    street: 云锦路18号\n", "a store lacks the key 'street'", 3)]
    [InlineData(Tea, "        minutes: 28\n", "a store's listing on a platform lacks the key 'minutes'", 3)]
    [InlineData(Tea, "        kind: taro-milk-tea\n", "an item lacks the key 'kind'", 6)]
    [InlineData("vouchers.yaml", "    percent_off: { percent: 20, cap: \"8.00\" }\n", "a voucher gives exactly one of amount_off, percent_off, free_item, buy_n_get_one, fee_waived, free_order_up_to", 6)]
    [InlineData("person.yaml", "    label: { en: Home, zh: 家, de: Zuhause }\n", "an address lacks the key 'label'", 1)]
    public void A_missing_key_is_told_where_its_entry_begins(string file, string removed, string told, int above)
    {
        using var copy = new CatalogueCopy();
        var line = copy.Change(file, removed, "") - above;
        var message = copy.Refused().Message;
        message.ShouldStartWith($"{file}, line {line}: ");
        message.ShouldContain(told);
    }

    [Fact]
    public void A_voucher_gives_one_thing()
    {
        using var copy = new CatalogueCopy();
        var line = copy.Change("vouchers.yaml", "    percent_off:", "    amount_off: \"1.00\"\n    percent_off:");
        copy.Refused().Message.ShouldStartWith($"vouchers.yaml, line {line - 6}: a voucher gives exactly one of");
    }

    [Fact]
    public void A_key_that_stands_twice_is_told()
    {
        using var copy = new CatalogueCopy();
        var line = copy.Change(Tea, "    pickup: true\n", "    pickup: true\n    pickup: false\n") + 1;
        copy.Refused().Message.ShouldStartWith($"{Tea}, line {line}: this is not valid YAML");
    }

    [Theory]
    [InlineData("platforms.yaml")]
    [InlineData("options.yaml")]
    [InlineData("vouchers.yaml")]
    [InlineData("person.yaml")]
    public void A_missing_or_empty_file_is_told(string file)
    {
        using var copy = new CatalogueCopy();
        File.WriteAllText(copy.PathOf(file), "");
        copy.Refused().Message.ShouldBe($"{file}, line 1: the file is empty.");
        File.Delete(copy.PathOf(file));
        copy.Refused().Message.ShouldStartWith($"{file}, line 1: the file cannot be read");
    }

    [Fact]
    public void A_folder_without_stores_is_told()
    {
        using var copy = new CatalogueCopy();
        Directory.Delete(copy.PathOf("stores"), recursive: true);
        copy.Refused().Message.ShouldStartWith("stores, line 1: no store files");
    }

    [Fact]
    public void A_file_in_another_encoding_is_told()
    {
        using var copy = new CatalogueCopy();
        File.WriteAllBytes(copy.PathOf("person.yaml"), [.. "name: "u8, 0xC4, 0xFF, (byte)'\n']);
        copy.Refused().Message.ShouldStartWith("person.yaml, line 1: it is not UTF-8");
    }

    [Fact]
    public void An_entry_of_the_wrong_shape_is_told()
    {
        using var copy = new CatalogueCopy();
        File.WriteAllText(copy.PathOf("vouchers.yaml"), "vouchers:\n  code: A\n");
        copy.Refused().Message.ShouldStartWith("vouchers.yaml, line 2: a list is expected here");
        File.WriteAllText(copy.PathOf("vouchers.yaml"), "vouchers:\n  - A\n");
        copy.Refused().Message.ShouldStartWith("vouchers.yaml, line 2: a voucher is expected here, written as keys and values");
    }
}
