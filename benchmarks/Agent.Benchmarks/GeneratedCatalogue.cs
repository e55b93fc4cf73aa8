using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Testing;

namespace Agent.Benchmarks;

/// <summary>A city's offers by a seed: stores of 30 items on one to three platforms, each delivering to three of 24 zones.</summary>
internal static class GeneratedCatalogue
{
    public const int Zones = 24;
    private const int ItemsOfAStore = 30;

    private static readonly string[] Flavours =
    [
        "Taro|香芋|Taro", "Mango|芒果|Mango", "Brown Sugar|黑糖|Braunzucker", "Matcha|抹茶|Matcha", "Jasmine|茉莉|Jasmin", "Oolong|乌龙|Oolong", "Peach|蜜桃|Pfirsich", "Lychee|荔枝|Litschi",
        "Strawberry|草莓|Erdbeer", "Coconut|椰子|Kokos", "Vanilla|香草|Vanille", "Hazelnut|榛果|Haselnuss", "Caramel|焦糖|Karamell", "Ginger|生姜|Ingwer", "Lemon|柠檬|Zitronen", "Spicy|麻辣|Scharfer",
        "Beef|牛肉|Rindfleisch", "Pork|猪肉|Schweinefleisch", "Chicken|鸡肉|Hähnchen", "Shrimp|虾仁|Garnelen", "Mushroom|香菇|Pilz", "Tofu|豆腐|Tofu", "Egg|鸡蛋|Eier", "Tomato|番茄|Tomaten",
        "Cabbage|白菜|Kohl", "Chive|韭菜|Schnittlauch", "Sesame|芝麻|Sesam", "Peanut|花生|Erdnuss", "Red Bean|红豆|Rotebohnen", "Osmanthus|桂花|Osmanthus", "Sichuan|四川|Sichuan", "Garlic|蒜香|Knoblauch",
    ];

    private static readonly string[] Things =
    [
        "Milk Tea|奶茶|Milchtee|milk_tea", "Green Tea|绿茶|Grüntee|milk_tea", "Fruit Tea|水果茶|Früchtetee|milk_tea", "Pudding|布丁|Pudding|milk_tea", "Latte|拿铁|Latte|coffee", "Cappuccino|卡布奇诺|Cappuccino|coffee",
        "Cold Brew|冷萃|Cold Brew|coffee", "Noodles|面|Nudeln|meal", "Fried Rice|炒饭|Bratreis|meal", "Dumplings|饺子|Teigtaschen|meal", "Soup|汤|Suppe|meal", "Burger|汉堡|Burger|meal", "Salad|沙拉|Salat|meal",
        "Buns|包子|Dampfbrötchen|meal", "Juice|果汁|Saft|supermarket", "Biscuits|饼干|Kekse|supermarket", "Sauce|酱|Soße|supermarket", "Gift Box|礼盒|Geschenkbox|new_year", "Crisps|薯片|Chips|supermarket", "Fillet|片|Filet|fresh",
    ];

    private static readonly string[] Manners = ["", "", "Iced|冰|Eis", "Hot|热|Heißer", "Fresh|鲜|Frischer", "Classic|经典|Klassischer", "Signature|招牌|Haus", "Double|双份|Doppelter", "Royal|皇家|Königlicher", "Homestyle|家常|Hausgemachter"];

    private static readonly string[] Places = ["Cloud|云|Wolken", "River|江|Fluss", "Lotus|荷|Lotus", "Maple|枫|Ahorn", "Dragon|龙|Drachen", "Lucky|福|Glücks", "Garden|园|Garten", "Golden|金|Gold", "Little|小|Klein", "North|北|Nord"];

    public static IReadOnlyList<TestPlatform> Build(int offers, int seed)
    {
        var random = new Random(seed);
        TestPlatform[] platforms = [new("alpha"), new("beta"), new("gamma")];
        for (var (number, made) = (0, 0); made < offers; number++)
        {
            var place = Places[random.Next(Places.Length)].Split('|');
            var thing = Things[random.Next(Things.Length)].Split('|');
            var store = Menus.Store(
                Id("s", number),
                Join(" ", place[0], thing[0], "House", Id("", number % 97)),
                Join("", place[1], thing[1], "店", Id("", number % 97)),
                Join("", place[2], thing[2], "haus ", Id("", number % 97))) with
            {
                Category = thing[3],
                Zones = [.. Enumerable.Range(random.Next(Zones), 3).Select(z => Id("z", z % Zones))],
                Rating = random.Next(30, 50),
                Hours = random.Next(4) == 0 ? new OpeningHours(new TimeOnly(17, 0), new TimeOnly(2, 0)) : OpeningHours.Always,
                UsualMinutes = random.Next(15, 60),
            };
            var items = Enumerable.Range(0, ItemsOfAStore).Select(i => Item(random, Join("-", store.Id, Id("i", i)), thing)).ToArray();
            var on = random.Next(1, 4);
            var first = random.Next(3);
            for (var p = 0; p < on && made < offers; p++)
            {
                var listed = items.Take(offers - made).Select(i => i with { Price = i.Price + new Money(50 * p, "CNY") }).ToArray();
                platforms[(first + p) % 3].With(store, listed);
                made += listed.Length;
            }
        }

        return platforms;
    }

    private static MenuItem Item(Random random, string id, string[] usual)
    {
        var manner = Manners[random.Next(Manners.Length)].Split('|');
        var flavour = Flavours[random.Next(Flavours.Length)].Split('|');
        var thing = random.Next(3) == 0 ? Things[random.Next(Things.Length)].Split('|') : usual;
        if (manner.Length == 1) manner = ["", "", ""];
        var item = Menus.Item(id, Join(" ", manner[0], flavour[0], thing[0]).Trim(), Join("", manner[1], flavour[1], thing[1]), Join(" ", manner[2], Join("-", flavour[2], thing[2])).Trim(), random.Next(800, 6000));
        return item with
        {
            Category = thing[3],
            Kind = Join("-", flavour[0], thing[0]).ToLowerInvariant().Replace(' ', '-'),
            Description = new LocalizedText(
                $"Made fresh with {flavour[0].ToLowerInvariant()} and served as you like it, a favourite of the house.",
                $"选用{flavour[1]}现做，口味可选，本店人气之选。",
                $"Frisch zubereitet mit {flavour[2]}, nach Wunsch serviert, ein Liebling des Hauses."),
            Dietary = random.Next(3) == 0 ? ["vegan"] : [],
            Allergens = random.Next(4) == 0 ? AllergenInfo.Unknown : new AllergenInfo(true, random.Next(2) == 0 ? ["milk"] : [], []),
            Stock = random.Next(20) == 0 ? 0 : null,
        };
    }

    private static string Join(string by, params string[] parts) => string.Join(by, parts);

    private static string Id(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
