using Agent.Planning;
using Agent.Plugins;

namespace Agent.Tests.Planning;

public sealed class LanguageDetectorTests
{
    [Theory]
    [InlineData("two large taro milk teas, half sugar, no ice, to the office, as cheap as possible", Language.English)]
    [InlineData("where is it?", Language.English)]
    [InlineData("两杯大杯芋泥奶茶，半糖去冰，送到公司，越便宜越好", Language.Chinese)]
    [InlineData("一杯 latte 送到家", Language.Chinese)]
    [InlineData("zwei große Taro-Milchtees, halb süß, ohne Eis, ins Büro, so günstig wie möglich", Language.German)]
    [InlineData("Wo ist meine Bestellung?", Language.German)]
    [InlineData("noch zwei Kaffee bitte", Language.German)]
    [InlineData("latte macchiato", null)]
    [InlineData("2x americano", null)]
    [InlineData("123", null)]
    [InlineData("🍵🍵", null)]
    [InlineData("", null)]
    public void The_words_tell(string text, Language? language) => LanguageDetector.Detect(text).ShouldBe(language);
}
